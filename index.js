const { AmpersandApi } = require('./dist/credentials/AmpersandApi.credentials.js');
const { Ampersand } = require('./dist/nodes/Ampersand/Ampersand.node.js');
const { AmpersandTrigger } = require('./dist/nodes/AmpersandTrigger/AmpersandTrigger.node.js');

module.exports = { Ampersand, AmpersandTrigger, AmpersandApi };
