import 'chatelaine';
