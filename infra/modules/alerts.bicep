// Alarms that do not depend on the bot being alive. The bot's own notifications come on top.
param prefix string
param location string
param emailAddress string
param insightsId string
param postgresId string

@description('Connections of all instances together at which the alarm rings; below the server\'s usable limit.')
param connectionAlarm int

resource owner 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${prefix}'
  location: 'global'
  properties: {
    groupShortName: prefix
    enabled: true
    emailReceivers: [{ name: 'owner', emailAddress: emailAddress, useCommonAlertSchema: true }]
  }
}

// `rows` answers one row when something is wrong and none when all is well.
var rules = [
  {
    name: 'reconcile-silent'
    title: 'The bot has not compared its ledger with the exchange for five minutes'
    severity: 0
    rows: 'requests | where name == "ReconcileTimer" and success == true | summarize runs = count() | where runs == 0'
  }
  {
    name: 'account-silent'
    title: 'The bot has not read the account for five minutes'
    severity: 1
    rows: 'requests | where name == "AccountTimer" and success == true | summarize runs = count() | where runs == 0'
  }
  {
    name: 'webhook-failing'
    title: 'The webhook answers with server errors'
    severity: 0
    rows: 'requests | where name == "Webhook" and toint(resultCode) >= 500 | summarize errors = count() | where errors > 0'
  }
  {
    name: 'webhook-slow'
    title: 'The webhook is close to the three seconds after which TradingView hangs up'
    severity: 2
    rows: 'requests | where name == "Webhook" | summarize slowest = max(duration) | where slowest > 2000'
  }
  {
    name: 'orchestration-failing'
    title: 'A trade\'s orchestration or activity has failed'
    severity: 1
    rows: 'requests | where name in ("TradeSignal", "RunTrade") and success == false | summarize failures = count() | where failures > 0'
  }
]

resource queries 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: '${prefix}-${rule.name}'
    location: location
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      severity: rule.severity
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        allOf: [
          { query: rule.rows, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }
        ]
      }
      actions: { actionGroups: [owner.id] }
    }
  }
]

var metrics = [
  {
    name: 'postgres-connections'
    title: 'PostgreSQL is running out of connections'
    metric: 'active_connections'
    aggregation: 'Maximum'
    operator: 'GreaterThanOrEqual'
    threshold: connectionAlarm
  }
  {
    name: 'postgres-storage'
    title: 'PostgreSQL\'s disk is filling'
    metric: 'storage_percent'
    aggregation: 'Maximum'
    operator: 'GreaterThanOrEqual'
    threshold: 80
  }
  {
    name: 'postgres-down'
    title: 'PostgreSQL does not answer'
    metric: 'is_db_alive'
    aggregation: 'Minimum'
    operator: 'LessThan'
    threshold: 1
  }
]

resource limits 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for rule in metrics: {
    name: '${prefix}-${rule.name}'
    location: 'global'
    properties: {
      description: rule.title
      severity: 1
      enabled: true
      scopes: [postgresId]
      evaluationFrequency: 'PT1M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: rule.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
            metricName: rule.metric
            timeAggregation: rule.aggregation
            operator: rule.operator
            threshold: rule.threshold
          }
        ]
      }
      actions: [{ actionGroupId: owner.id }]
    }
  }
]
