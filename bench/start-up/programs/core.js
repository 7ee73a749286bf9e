import '@chatelaine/core';
