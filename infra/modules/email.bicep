// Communication Services e-mail with the domain Azure provides: 5 mails a minute, 10 an hour. A domain of your own lifts that.
param communicationName string
param emailName string

@description('Where message data rests. Cannot be changed later.')
param dataLocation string

resource mail 'Microsoft.Communication/emailServices@2026-03-18' = {
  name: emailName
  location: 'global'
  properties: { dataLocation: dataLocation }

  resource domain 'domains' = {
    name: 'AzureManagedDomain'
    location: 'global'
    properties: { domainManagement: 'AzureManaged', userEngagementTracking: 'Disabled' }
  }
}

resource communication 'Microsoft.Communication/communicationServices@2026-03-18' = {
  name: communicationName
  location: 'global'
  properties: {
    dataLocation: dataLocation
    linkedDomains: [mail::domain.id]
    disableLocalAuth: true
  }
}

output name string = communication.name
output endpoint string = 'https://${communication.properties.hostName}'
output sender string = 'DoNotReply@${mail::domain.properties.fromSenderDomain}'
