using TradingBot.Embedded.Hosting;
using TradingBot.Functions.OneMachine;

return await EmbeddedProgram.RunAsync(() => Task.FromResult(OneMachineHost.Build(args)));
