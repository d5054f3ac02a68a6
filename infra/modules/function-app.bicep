// One Flex Consumption app. Bot and api run the same package; settings say which functions each of them serves.
param name string
param planName string
param location string

param identityId string
param identityClientId string

param packageUrl string
param blobEndpoint string
param queueEndpoint string
param tableEndpoint string
param insightsConnectionString string

@description('Subnet for outbound traffic; empty: straight to the internet.')
param subnetId string

@description('Functions of the package that this app must not run.')
param disabledFunctions string[]

@description('Settings of this app alone, on top of the ones every app has.')
param settings object

@description('Scale groups kept warm, as { name, instanceCount }.')
param alwaysReady array

@minValue(1)
@maxValue(1000)
param maximumInstances int

@minValue(1)
param httpConcurrency int

@allowed([512, 2048, 4096])
param instanceMemoryMB int

var disabledSettings = toObject(disabledFunctions, f => 'AzureWebJobs.${f}.Disabled', f => 'true')

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  kind: 'functionapp'
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReady
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
  }

  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  // Replaces the whole set at each deployment: what is not written here does not exist.
  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        AzureWebJobsStorage__blobServiceUri: blobEndpoint
        AzureWebJobsStorage__queueServiceUri: queueEndpoint
        AzureWebJobsStorage__tableServiceUri: tableEndpoint
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        AZURE_CLIENT_ID: identityClientId
      },
      settings,
      disabledSettings
    )
  }
}

output id string = app.id
output name string = app.name
output host string = app.properties.defaultHostName
