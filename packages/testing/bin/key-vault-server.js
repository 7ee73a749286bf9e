#!/usr/bin/env node
import '../dist/key-vault-server/main.js';
