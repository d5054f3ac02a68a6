using TradingBot.Embedded.Hosting;
using TradingBot.Local;

return await EmbeddedProgram.RunAsync(() => Task.FromResult(OneMachineHost.Build(args)));
