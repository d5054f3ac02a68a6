// Azurite that lives no longer than whoever started it: the other end of its standard input closes with that process, however it ends.
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
require('azurite/dist/src/azurite.js');
