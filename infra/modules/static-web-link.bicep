// Links the api app to the dashboard. From then on the platform answers 401 to every call that does not come
// through the dashboard, which is why the app that TradingView calls is never linked.
param staticSiteName string
param backendId string
param backendLocation string

resource site 'Microsoft.Web/staticSites@2025-03-01' existing = {
  name: staticSiteName
}

resource link 'Microsoft.Web/staticSites/linkedBackends@2025-03-01' = {
  parent: site
  name: 'api'
  properties: { backendResourceId: backendId, region: backendLocation }
}
