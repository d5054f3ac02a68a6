global using System.Text.Json.Nodes;
global using TradingBot.EndToEnd.Tests.Clients;
global using TradingBot.EndToEnd.Tests.Programs;
global using TradingBot.TestKit;
