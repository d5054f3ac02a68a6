using System.Diagnostics;

namespace TradingBot.EndToEnd.Tests.Starting;

/// <summary>
/// <c>dotnet run</c> builds in silence; the program's Directory.Build.rsp makes it speak. A small program with the same two files
/// stands for the bot, whose first build takes too long for a test.
/// </summary>
public sealed class AnnouncedStepsTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <RestoreSources>$(MSBuildThisFileDirectory)</RestoreSources>
          </PropertyGroup>
        </Project>
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Run_through_a_pipe_tells_each_step_of_a_first_build_before_it_and_none_of_them_the_next_time()
    {
        await File.WriteAllTextAsync(_folder.At("small.csproj"), Project, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _folder.At("Program.cs"), "System.Console.WriteLine(\"runs\");", TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(Path.GetDirectoryName(ProgramFile.BotProject)!, "Directory.Build.rsp"), _folder.At("Directory.Build.rsp"));
        File.Copy(RepositoryRoot.At("functions", "Directory.Build.targets"), _folder.At("Directory.Build.targets"));

        var first = await RunAsync();
        var second = await RunAsync();

        string[] steps = ["Restoring NuGet packages", "Restored ", "Compiling small ...", "small -> ", "runs"];
        Assert.Equal(steps, steps.OrderBy(step => first.FindIndex(line => line.Contains(step, StringComparison.Ordinal))));
        Assert.All(steps, step => Assert.Contains(first, line => line.Contains(step, StringComparison.Ordinal)));
        Assert.Contains("runs", second);
        Assert.DoesNotContain(second, static line => line.EndsWith("...", StringComparison.Ordinal)
            && line.StartsWith("Compiling", StringComparison.Ordinal));
        Assert.DoesNotContain(second, static line => line.StartsWith("Restoring", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<List<string>> RunAsync()
    {
        using var run = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", ["run", "--project", _folder.At("small.csproj")])
            {
                WorkingDirectory = _folder.Path,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        run.Start();
        var errors = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, output + await errors);
        return [.. output.Split('\n').Select(static line => line.Trim())];
    }
}
