// An app of Express with its default headers: a page, scripts from a folder, a page with ETag.
const express = require('express');
const fs = require('fs');
const os = require('os');
const path = require('path');

const [port, side] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'static-'));
fs.writeFileSync(path.join(folder, 'app.js'), `'${side}'`);
const app = express();
app.get('/', (request, response) => response.send(side));
app.use('/files', express.static(folder));
app.use('/aged', express.static(folder, { maxAge: '1h' }));
app.listen(Number(port), '127.0.0.1');
