// A fixed outbound address (Bybit keys can be bound to it) and a private road to PostgreSQL.
param name string
param location string
param postgresId string
param postgresName string

@description('A /24 that is split into one subnet an app and one for the private endpoint.')
param addressSpace string = '10.40.0.0/24'

resource outboundAddress 'Microsoft.Network/publicIPAddresses@2026-03-01' = {
  name: 'pip-${name}'
  location: location
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/natGateways@2026-03-01' = {
  name: 'nat-${name}'
  location: location
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: outboundAddress.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: 'vnet-${name}'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [addressSpace] }
    subnets: [
      ...map(['bot', 'api'], (app, i) => {
        name: app
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 26, i)
          natGateway: { id: gateway.id }
          delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      })
      {
        name: 'endpoints'
        properties: { addressPrefix: cidrSubnet(addressSpace, 26, 2) }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: network.name
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: 'pe-${postgresName}'
  location: location
  properties: {
    subnet: { id: '${network.id}/subnets/endpoints' }
    privateLinkServiceConnections: [
      { name: 'postgres', properties: { privateLinkServiceId: postgresId, groupIds: ['postgresqlServer'] } }
    ]
  }

  resource dns 'privateDnsZoneGroups' = {
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: 'postgres', properties: { privateDnsZoneId: zone.id } }] }
  }
}

output botSubnetId string = '${network.id}/subnets/bot'
output apiSubnetId string = '${network.id}/subnets/api'
output outboundAddress string = outboundAddress.properties.ipAddress
