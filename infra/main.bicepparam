using 'main.bicep'

param prefix = 'tbot'
param bybitEnvironment = 'testnet'
param allowMainnet = false
param alertEmail = 'you@example.com'
param postgresAdministrator = {
  objectId: '00000000-0000-0000-0000-000000000000'
  name: 'you@example.com'
  type: 'User'
}
