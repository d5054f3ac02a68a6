// The ledger. Entra sign-in only: no password exists that could leak.
param name string
param location string
param skuName string
param skuTier string
param database string
param administratorObjectId string
param administratorName string

@allowed(['User', 'Group', 'ServicePrincipal'])
param administratorType string

@description('False closes the public endpoint; the apps then come through the private endpoint of network.bicep.')
param publicAccess bool

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2026-10-01' = {
  name: name
  location: location
  sku: { name: skuName, tier: skuTier }
  properties: {
    version: '17'
    createMode: 'Default'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
    network: { publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled' }
  }
}

resource ledger 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2026-10-01' = {
  parent: server
  name: database
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
}

// The server works on one child at a time, so each waits for the one before it.
resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2026-10-01' = {
  parent: server
  name: administratorObjectId
  properties: {
    principalName: administratorName
    principalType: administratorType
    tenantId: tenant().tenantId
  }
  dependsOn: [ledger]
}

// 0.0.0.0 means "any address inside Azure". Sign-in still needs a token for a known role.
resource fromAzure 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2026-10-01' = if (publicAccess) {
  parent: server
  name: 'FromAzure'
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  dependsOn: [administrator]
}

output id string = server.id
output host string = server.properties.fullyQualifiedDomainName
