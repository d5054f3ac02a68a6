using TradingBot.Local;
using TradingBot.LocalRuntime.Hosting;

return await LocalRuntimeProgram.RunAsync(() => Task.FromResult(OneMachineHost.Build(args)));
