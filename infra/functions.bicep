// Which of the package's functions belong to which app. Add a function here when you add it to the source:
// a test compares these names with the [Function("…")] attributes.

@export()
var webhookFunctions = ['Webhook']

@export()
var timerFunctions = ['ReconcileTimer', 'AccountTimer', 'EquityTimer', 'SweepTimer', 'NotificationTimer', 'PurgeTimer']

@export()
var durableFunctions = [
  'TradeSignal'
  'RunTrade'
  'DecideSignal'
  'PlaceEntry'
  'LookUpEntry'
  'FollowTrade'
  'SettleTrade'
  'FailTrade'
  'EndSignal'
  'AreClosed'
]

@export()
var botOnlyFunctions = concat(webhookFunctions, timerFunctions, durableFunctions)

@export()
var apiOnlyFunctions = [
  'GetHealth'
  'GetHealthDetails'
  'GetMe'
  'GetOpenApi'
  'PostSession'
  'DeleteSession'
  'ListStrategies'
  'GetStrategy'
  'PutStrategy'
  'ListSignals'
  'GetSignal'
  'ListTrades'
  'GetTrade'
  'CloseTradeRequest'
  'MoveStopRequest'
  'ChangeTargetsRequest'
  'GetAccount'
  'ListPositions'
  'ListEquity'
  'GetHalt'
  'PostHalt'
  'PostResume'
  'GetRisk'
  'PutRisk'
  'ListAudit'
  'ListNotifications'
  'ListDiscrepancies'
]
