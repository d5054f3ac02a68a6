global using TradingBot.Embedded.Durable;
global using TradingBot.Embedded.Durable.Client;
global using TradingBot.Embedded.Worker;
global using TradingBot.Embedded.Worker.Middleware;
