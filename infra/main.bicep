// The index: what TradingBot needs in Azure, module by module. README.md says in which order it comes to life.
targetScope = 'resourceGroup'

import { apiOnlyFunctions, botOnlyFunctions } from 'functions.bicep'

@description('Starts every name; lower-case letters and digits.')
@minLength(3)
@maxLength(8)
param prefix string

param location string = resourceGroup().location

@description('Region of the Static Web App\'s own resource.')
@allowed(['westus2', 'centralus', 'eastus2', 'westeurope', 'eastasia'])
param staticWebLocation string = 'westeurope'

@description('Which Bybit the bot talks to. Paper money lives in the one-machine form only.')
@allowed(['demo', 'testnet', 'mainnet'])
param bybitEnvironment string = 'testnet'

@description('The second of the two switches that real money needs. The first is bybitEnvironment.')
param allowMainnet bool = false

@description('Addresses that may call the webhook, comma-separated; empty: the bot\'s built-in list of TradingView\'s addresses.')
param webhookAllowedIps string = ''

@description('Who administers PostgreSQL: object id, display name and kind of an Entra user, group or service principal.')
param postgresAdministrator { objectId: string, name: string, type: 'User' | 'Group' | 'ServicePrincipal' }

@description('The server\'s size, and the connections it leaves for us (B1ms: 50, less the ones it keeps for itself).')
param postgresSize { name: string, tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized', usableConnections: int } = {
  name: 'Standard_B1ms'
  tier: 'Burstable'
  usableConnections: 35
}

@description('Largest number of instances an app may grow to, and how many connections each instance may hold.')
param scale {
  bot: { instances: int, connectionsEach: int }
  api: { instances: int, connectionsEach: int }
} = {
  bot: { instances: 8, connectionsEach: 3 }
  api: { instances: 2, connectionsEach: 4 }
}

@description('When the bot\'s timers fire: six fields, UTC. Slower is cheaper: each timer keeps an instance busy.')
param schedules {
  account: string
  equity: string
  reconcile: string
  sweep: string
  notifications: string
  purge: string
} = {
  account: '*/5 * * * * *'
  equity: '*/15 * * * * *'
  reconcile: '*/30 * * * * *'
  sweep: '*/10 * * * * *'
  notifications: '*/10 * * * * *'
  purge: '0 20 * * * *'
}

@description('Gives both apps a virtual network with one fixed outbound address and a private road to PostgreSQL.')
param fixedOutboundAddress bool = false

@description('Receives the platform\'s alarms and the bot\'s own notifications.')
param alertEmail string

@description('Where e-mail data rests. Cannot be changed later.')
param emailDataLocation string = 'Europe'

var suffix = take(uniqueString(resourceGroup().id), 6)
var stem = '${prefix}-${suffix}'
var database = 'tradingbot'
var postgresName = 'pg-${stem}'
// One secret for key and secret: see README.md, "Changing the exchange key".
var exchangeSecret = 'Bybit--KeyPair'
var usedConnections = scale.bot.instances * scale.bot.connectionsEach + scale.api.instances * scale.api.connectionsEach

module botIdentity 'modules/identity.bicep' = {
  params: { name: 'id-${stem}-bot', location: location }
}

module apiIdentity 'modules/identity.bicep' = {
  params: { name: 'id-${stem}-api', location: location }
}

module botStorage 'modules/storage.bicep' = {
  params: { name: 'st${prefix}${suffix}bot', location: location }
}

module apiStorage 'modules/storage.bicep' = {
  params: { name: 'st${prefix}${suffix}api', location: location }
}

module monitoring 'modules/monitoring.bicep' = {
  params: { workspaceName: 'log-${stem}', insightsName: 'appi-${stem}', location: location }
}

module vault 'modules/key-vault.bicep' = {
  params: { name: 'kv-${stem}', location: location, logWorkspaceId: monitoring.outputs.workspaceId }
}

module postgres 'modules/postgres.bicep' = {
  params: {
    name: postgresName
    location: location
    skuName: postgresSize.name
    skuTier: postgresSize.tier
    database: database
    administratorObjectId: postgresAdministrator.objectId
    administratorName: postgresAdministrator.name
    administratorType: postgresAdministrator.type
    publicAccess: !fixedOutboundAddress
  }
}

module network 'modules/network.bicep' = if (fixedOutboundAddress) {
  params: { name: stem, location: location, postgresId: postgres.outputs.id, postgresName: postgresName }
}

module email 'modules/email.bicep' = {
  params: { communicationName: 'acs-${stem}', emailName: 'mail-${stem}', dataLocation: emailDataLocation }
}

module rbac 'modules/rbac.bicep' = {
  params: {
    botPrincipalId: botIdentity.outputs.principalId
    apiPrincipalId: apiIdentity.outputs.principalId
    botStorageName: botStorage.outputs.name
    apiStorageName: apiStorage.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    communicationName: email.outputs.name
  }
}

var sharedSettings = {
  Bybit__Environment: bybitEnvironment
  Trading__AllowMainnet: toLower(string(allowMainnet))
}

// No password in it: the apps sign in with a token of their own identity.
var postgresConnection = 'Host=${postgres.outputs.host};Database=${database};SSL Mode=VerifyFull;Timeout=10'

// TradingView hangs up after three seconds, which a cold start can exceed: http and durable stay warm.
module bot 'modules/function-app.bicep' = {
  dependsOn: [rbac]
  params: {
    name: 'func-${stem}-bot'
    planName: 'plan-${stem}-bot'
    location: location
    identityId: botIdentity.outputs.id
    identityClientId: botIdentity.outputs.clientId
    packageUrl: botStorage.outputs.packageUrl
    blobEndpoint: botStorage.outputs.blobEndpoint
    queueEndpoint: botStorage.outputs.queueEndpoint
    tableEndpoint: botStorage.outputs.tableEndpoint
    insightsConnectionString: monitoring.outputs.connectionString
    subnetId: network.?outputs.botSubnetId ?? ''
    disabledFunctions: apiOnlyFunctions
    alwaysReady: [{ name: 'http', instanceCount: 1 }, { name: 'durable', instanceCount: 1 }]
    maximumInstances: scale.bot.instances
    httpConcurrency: 16
    instanceMemoryMB: 2048
    settings: union(sharedSettings, {
      Postgres__ConnectionString: '${postgresConnection};Username=${botIdentity.outputs.name};Maximum Pool Size=${scale.bot.connectionsEach};Options=-c role=tradingbot_owner'
      Postgres__ApplyMigrations: 'true'
      // The bot reads the exchange key itself, again and again, so that a new one counts without a restart.
      KeyVault__Uri: vault.outputs.uri
      KeyVault__ExchangeSecret: exchangeSecret
      Webhook__AllowedIps: webhookAllowedIps
      // Nobody signs in here: no password and no token are set, and a dashboard's identity header means nothing.
      Auth__Mode: 'Local'
      Email__Provider: 'AzureCommunication'
      Email__AzureCommunication__Endpoint: email.outputs.endpoint
      Email__From: email.outputs.sender
      Email__To: alertEmail
      Schedules__Account: schedules.account
      Schedules__Equity: schedules.equity
      Schedules__Reconcile: schedules.reconcile
      Schedules__Sweep: schedules.sweep
      Schedules__Notifications: schedules.notifications
      Schedules__Purge: schedules.purge
    })
  }
}

module api 'modules/function-app.bicep' = {
  dependsOn: [rbac]
  params: {
    name: 'func-${stem}-api'
    planName: 'plan-${stem}-api'
    location: location
    identityId: apiIdentity.outputs.id
    identityClientId: apiIdentity.outputs.clientId
    packageUrl: apiStorage.outputs.packageUrl
    blobEndpoint: apiStorage.outputs.blobEndpoint
    queueEndpoint: apiStorage.outputs.queueEndpoint
    tableEndpoint: apiStorage.outputs.tableEndpoint
    insightsConnectionString: monitoring.outputs.connectionString
    subnetId: network.?outputs.apiSubnetId ?? ''
    disabledFunctions: botOnlyFunctions
    alwaysReady: []
    maximumInstances: scale.api.instances
    httpConcurrency: 16
    instanceMemoryMB: 2048
    settings: union(sharedSettings, {
      Postgres__ConnectionString: '${postgresConnection};Username=${apiIdentity.outputs.name};Maximum Pool Size=${scale.api.connectionsEach}'
      // Its role may not alter tables; the bot does that.
      Postgres__ApplyMigrations: 'false'
      Auth__Mode: 'StaticWebApps'
      // It calls no exchange, so it starts without a key.
      Bybit__WithoutKeys: 'true'
      // What the dashboard shows as a strategy's webhook address: the other app's.
      Webhook__PublicUrl: 'https://${bot.outputs.host}'
    })
  }
}

module dashboard 'modules/static-web.bicep' = {
  params: { name: 'swa-${stem}', location: staticWebLocation }
}

module dashboardLink 'modules/static-web-link.bicep' = {
  params: { staticSiteName: dashboard.outputs.name, backendId: api.outputs.id, backendLocation: location }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    prefix: prefix
    location: location
    emailAddress: alertEmail
    insightsId: monitoring.outputs.insightsId
    postgresId: postgres.outputs.id
    // Refused before anything is deployed when the instances could ask for more than the server has.
    connectionAlarm: usedConnections <= postgresSize.usableConnections
      ? postgresSize.usableConnections * 9 / 10
      : fail('scale asks for ${usedConnections} connections, postgresSize offers ${postgresSize.usableConnections}.')
  }
}

output webhookUrl string = 'https://${bot.outputs.host}/api/webhook/'
output dashboardUrl string = 'https://${dashboard.outputs.host}'
output outboundAddress string = network.?outputs.outboundAddress ?? ''
output botAppName string = bot.outputs.name
output apiAppName string = api.outputs.name
output dashboardName string = dashboard.outputs.name
output vaultName string = vault.outputs.name
output exchangeSecretName string = exchangeSecret
output postgresHost string = postgres.outputs.host
output botIdentityName string = botIdentity.outputs.name
output apiIdentityName string = apiIdentity.outputs.name
