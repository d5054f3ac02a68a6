using TradingBot.TestKit;

namespace TradingBot.Infra.Tests;

public sealed class BicepFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Templates_compile_and_lint_without_a_warning()
    {
        var (exitCode, output) = await BicepCompiler.RunAsync(BicepCompiler.Source, Token, "lint", "--pattern", "**/*.bicep");
        Assert.True(exitCode == 0 && output.Trim().Length == 0, output);
    }

    [Fact]
    public async Task Parameters_fit_the_template()
    {
        var (exitCode, output) = await BicepCompiler.RunAsync(BicepCompiler.Source, Token, "lint", "main.bicepparam");
        Assert.True(exitCode == 0 && output.Trim().Length == 0, output);
    }

    [Fact]
    public async Task Templates_are_formatted()
    {
        using var copy = new TempFolder();
        var files = Directory.GetFiles(BicepCompiler.Source, "*.bicep", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(BicepCompiler.Source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var (exitCode, output) = await BicepCompiler.RunAsync(copy.Path, Token, "format", "--pattern", "**/*.bicep");
        Assert.True(exitCode == 0, output);
        Assert.All(files, file => Assert.Equal(
            File.ReadAllText(Path.Combine(copy.Path, Path.GetRelativePath(BicepCompiler.Source, file))), File.ReadAllText(file)));
    }

    [Fact]
    public async Task Deployed_shape_is_the_reviewed_one()
    {
        var (exitCode, output) = await BicepCompiler.RunAsync(
            BicepCompiler.Source, Token, ["snapshot", "main.bicepparam", "--mode", "validate", .. Deployment.Place]);
        Assert.True(exitCode == 0, $"infra/main.snapshot.json differs; see infra/README.md for how to renew it.\n{output}");
    }
}
