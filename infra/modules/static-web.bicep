// The dashboard. The Standard plan is what allows a backend of our own.
param name string

@description('Static Web Apps exist in few regions; the content is served worldwide either way.')
@allowed(['westus2', 'centralus', 'eastus2', 'westeurope', 'eastasia'])
param location string

resource site 'Microsoft.Web/staticSites@2025-03-01' = {
  name: name
  location: location
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    provider: 'Custom'
    stagingEnvironmentPolicy: 'Disabled'
    allowConfigFileUpdates: true
  }
}

output name string = site.name
output host string = site.properties.defaultHostname
