using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TradingBot.LocalRuntime.Hosting;

/// <summary>Runs a function app so that its user reads one sentence, not a stack trace, when it cannot start.</summary>
public static class LocalRuntimeProgram
{
    /// <summary>Builds and runs the host until it is stopped. Exit code 0, or 1 with the reason on standard error.</summary>
    public static async Task<int> RunAsync(Func<Task<IHost>> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        try
        {
            await (await build()).RunAsync();
            return 0;
        }
        catch (StartupException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
        }
        catch (OptionsValidationException invalid)
        {
            await Console.Error.WriteLineAsync($"The settings are not valid: {string.Join(" ", invalid.Failures)}");
        }

        catch (InvalidOperationException unreadable) when (unreadable.InnerException is FormatException)
        {
            // What configuration binding throws for a word where a number or a name of a list belongs; its message names the key.
            await Console.Error.WriteLineAsync($"The settings are not valid: {unreadable.Message} {unreadable.InnerException.Message}");
        }

        return 1;
    }
}
