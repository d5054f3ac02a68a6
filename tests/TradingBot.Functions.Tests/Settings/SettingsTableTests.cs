using System.Text.RegularExpressions;
using TradingBot.Local;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Settings;

public sealed partial class SettingsTableTests
{
    private static readonly string File = RepositoryRoot.At("functions", "docs", "settings.md");

    [Fact]
    public void Table_of_the_documentation_is_that_of_the_options_classes()
    {
        var table = SettingsTable.Of(SettingsCheck.Sections);
        if (Environment.GetEnvironmentVariable("ACCEPT_SETTINGS") == "1")
            System.IO.File.WriteAllText(File, table);

        Assert.Equal(table, System.IO.File.ReadAllText(File).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_setting_says_what_it_means() =>
        Assert.All(
            SettingsCheck.Sections.SelectMany(static section => section.Settings), static setting => Assert.NotEmpty(setting.Meaning));

    [Fact]
    public void Readme_names_only_settings_that_exist()
    {
        var names = SettingsCheck.Sections.SelectMany(static section => section.Settings).Select(static setting => setting.Name)
            .ToHashSet(StringComparer.Ordinal);
        var named = SettingName().Matches(System.IO.File.ReadAllText(RepositoryRoot.At("README.md")))
            .Select(static match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, names));
    }

    [GeneratedRegex(
        "`(?<name>(Postgres|Bybit|KeyVault|Trading|Auth|Webhook|PaperExchange|Email|Schedules)(:|__)[A-Za-z_:]+)[`=]",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SettingName();
}
