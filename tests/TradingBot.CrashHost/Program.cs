using TradingBot.CrashHost;

// A worker that tests start, kill and start again: <durable|ticks> <connection string> <schema> <name>.
if (args is not [var role, var connectionString, var schema, var name])
{
    await Console.Error.WriteLineAsync("Usage: TradingBot.CrashHost <durable|ticks> <connection string> <schema> <name>");
    return 2;
}

await using var process = role switch
{
    "durable" => await DurableProcess.StartAsync(connectionString, schema, name),
    "ticks" => await TickProcess.StartAsync(connectionString, name),
    _ => throw new ArgumentException($"There is no role '{role}'.", nameof(args)),
};
Console.WriteLine("ready");
// A test that dies closes the pipe: nothing of it may stay behind.
while (await Console.In.ReadLineAsync() is not null)
{
}

return 0;
