const { AmpersandApi } = require('./dist/credentials/AmpersandApi.credentials.js');
const { Ampersand } = require('./dist/nodes/Ampersand/Ampersand.node.js');

module.exports = { Ampersand, AmpersandApi };
