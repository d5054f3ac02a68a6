namespace TradingBot.EndToEnd.Tests.Starting;

/// <summary>A setting that cannot be used is told in one sentence that names it and what it may be, before anything is made.</summary>
public sealed class WrongSettingsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    /// <summary>An environment variable, its value, and what the sentence must say: the setting to look at, and how it has to be.</summary>
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "ASPNETCORE_URLS", "nonsense", "ASPNETCORE_URLS", "http://localhost:7071" },
        { "ASPNETCORE_URLS", "ftp://127.0.0.1:7171", "ASPNETCORE_URLS", "http://localhost:7071" },
        { "ASPNETCORE_URLS", "https://127.0.0.1:7171", "ASPNETCORE_URLS", "certificate" },
        { "ASPNETCORE_URLS", "http://127.0.0.1:7171/bot", "ASPNETCORE_URLS", "http://localhost:7071" },
        { "ASPNETCORE_URLS", "http://127.0.0.1:99999", "ASPNETCORE_URLS", "from 0 to 65535" },
        { "KeyVault__Uri", "https://vault.example.net", "KeyVault:Uri", "Bybit:ApiKey" },
        { "ASPNETCORE_URLS", "http://203.0.113.7:7171", "ASPNETCORE_URLS", "another address" },
        { "Postgres__ConnectionString", "nonsense", "PostgreSQL", "connection string" },
        { "Postgres__ConnectionString", "Host=no-such-host.invalid;Username=bot;Password=secret-word", "PostgreSQL", "connection string" },
        { "Postgres__MaxConnections", "many", "Postgres:MaxConnections", "from 10 to 500" },
        { "Postgres__MaxConnections", "5", "Postgres:MaxConnections", "from 10 to 500" },
        { "Bybit__Environment", "peper", "Bybit:Environment", "paper, demo, testnet or mainnet" },
        { "Bybit__BaseUrl", "exchange", "Bybit:BaseUrl", "absolute http or https" },
        { "Bybit__BaseUrl", "https://api.bybit.com", "Bybit:BaseUrl", "Trading:AllowMainnet" },
        { "Bybit__ApiKey", "two words", "Bybit:ApiKey", "spaces" },
        { "Bybit__RecvWindow", "5", "Bybit:RecvWindow", "1000 and 60000" },
        { "Bybit__Streams", "perhaps", "Bybit:Streams", "true or false" },
        { "Bybit__PrivateStreamUrl", "http://127.0.0.1:1", "Bybit:PrivateStreamUrl", "ws or wss" },
        { "Trading__AllowMainnet", "ja", "Trading:AllowMainnet", "true or false" },
        { "Trading__ProtectWithinSeconds", "30", "Trading:ProtectWithinSeconds", "from 1 to 9" },
        { "Trading__ProtectWithinSeconds", "soon", "Trading:ProtectWithinSeconds", "a whole number" },
        { "Trading__ProtectWithinSecond", "5", "Trading:ProtectWithinSecond ", "the nearest is Trading:ProtectWithinSeconds" },
        { "Bybitt__ApiKey", "key", "Bybitt:ApiKey", "the nearest is Bybit:ApiKey" },
        { "Bybit__AllowMainnet", "true", "Bybit:AllowMainnet", "no setting of the bot" },
        { "Trading__FollowSeconds", "0", "Trading:FollowSeconds", "from 1 to 60" },
        { "Trading__LookUpSeconds", "1", "Trading:LookUpSeconds", "from 3 to 120" },
        { "Auth__Mode", "Everybody", "Auth:Mode", "Local or StaticWebApps" },
        { "Auth__Mode", "StaticWebApps", "Auth:Mode", "give Local" },
        { "Auth__Mode", "staticwebapps", "Auth:Mode", "give Local" },
        { "Auth__AdminPassword", "short", "Auth:AdminPassword", "8 characters" },
        { "Auth__ApiToken", "short", "Auth:ApiToken", "22 characters" },
        { "Webhook__AllowedIps", "here", "Webhook:AllowedIps", "52.89.214.238" },
        { "Webhook__TrustForwardedFor", "ja", "Webhook:TrustForwardedFor", "true or false" },
        { "Webhook__PublicUrl", "bot", "Webhook:PublicUrl", "https://bot.example.com" },
        { "PaperExchange__Port", "70000", "PaperExchange:Port", "from 0 to 65535" },
        { "PaperExchange__Prices", "dreamed", "PaperExchange:Prices", "synthetic, replay or live" },
        { "PaperExchange__Prices", "replay", "replayed", "PaperExchange:ReplayPath" },
        { "PaperExchange__ReplaySpeed", "-1", "PaperExchange:ReplaySpeed", "above 0" },
        { "PaperExchange__LiveUrl", "bybit", "PaperExchange:LiveUrl", "http or https" },
        { "PaperExchange__Seed", "x", "PaperExchange:Seed", "whole number" },
        { "PaperExchange__FundingRate", "7", "PaperExchange:FundingRate", "from -1 to 1" },
        { "PaperExchange__IpLimit", "0", "PaperExchange:IpLimit", "above 0" },
        { "PaperExchange__AutoPrices", "maybe", "PaperExchange:AutoPrices", "true or false" },
        { "PaperExchange__DataFolder", "/dev/null/paper", "PaperExchange:DataFolder", "another folder" },
        { "TRADINGBOT_DATA", "/dev/null/data", "TRADINGBOT_DATA", "another folder" },
        { "Email__Provider", "Pigeon", "Email:Provider", "AzureCommunication" },
        { "Email__Provider", "Smtp", "Email:From", "Email:From is missing" },
        { "Schedules__Account", "often", "Schedules:Account", "six fields" },
        { "Schedules__Equity", "* * * * *", "Schedules:Equity", "six fields" },
        { "Schedules__Reconcile", "", "Schedules:Reconcile", "six fields" },
        { "Schedules__Sweep", "61 * * * * *", "Schedules:Sweep", "six fields" },
        { "Schedules__Notifications", "@daily", "Schedules:Notifications", "six fields" },
        { "OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Wrong_setting_is_named_with_the_fix_and_nothing_is_made(string variable, string value, string name, string fix)
    {
        await using var home = new BotHome();
        var program = home.Launch((variable, value));

        await AssertRefusedAsync(program, name);
        Assert.Contains(fix, program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", program.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Folder));
    }

    [Fact]
    public async Task Venue_without_its_key_is_refused()
    {
        await using var home = new BotHome();

        await AssertRefusedAsync(home.Launch(("Bybit__Environment", "demo"), ("Bybit__ApiKey", "")), "Bybit:ApiKey is missing");
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Folder));
    }

    [Fact]
    public async Task Several_wrong_settings_are_told_at_once()
    {
        await using var home = new BotHome();
        var program = home.Launch(
            ("Trading__FollowSeconds", "0"),
            ("Bybit__RecvWindow", "5"),
            ("Bybit__Streams", "perhaps"),
            ("Auth__AdminPassword", "short"),
            ("Webhook__AllowedIps", "here"),
            ("Postgres__MaxConnections", "many"),
            ("Email__Provider", "Smtp"),
            ("Email__MailsPerHour", "x"),
            ("PaperExchange__Seed", "x"),
            ("Schedules__Equty", "* * * * * *"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector"));

        await AssertRefusedAsync(program, "Trading:FollowSeconds is '0'; use a whole number from 1 to 60.");
        string[] others =
        [
            "Bybit:RecvWindow", "Bybit:Streams", "Auth:AdminPassword", "Webhook:AllowedIps", "Postgres:MaxConnections", "Email:MailsPerHour",
            "Email:From is missing", "PaperExchange:Seed", "Schedules:Equty", "OTEL_EXPORTER_OTLP_ENDPOINT",
        ];
        Assert.All(others, name => Assert.Contains(name, program.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("short", program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_exchange_on_the_bots_own_port_is_refused()
    {
        await using var home = new BotHome();

        await AssertRefusedAsync(home.Launch(("PaperExchange__Port", $"{home.Port}")), "PaperExchange:Port and ASPNETCORE_URLS");
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Folder));
    }

    [Theory]
    [InlineData("Trading__ProtectWithinSeconds", "30", "Trading:ProtectWithinSeconds")]
    [InlineData("PaperExchange__Prices", "replay", "PaperExchange:ReplayPath")]
    [InlineData("TRADINGBOT_DATA", "/dev/null/data", "TRADINGBOT_DATA")]
    [InlineData("Postgres__MaxConnections", "500", "Postgres:MaxConnections")]
    public async Task Database_of_the_traders_own_stays_empty(string variable, string value, string words)
    {
        await using var home = new BotHome();
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);

        // The pool of the connection string would bound the setting.
        var connection = database.ConnectionString.Replace("Maximum Pool Size=30", "Maximum Pool Size=500", StringComparison.Ordinal);

        await AssertRefusedAsync(home.Launch((variable, value), ("Postgres__ConnectionString", connection)), words);

        await using var schemas = database.CreateCommand(
            "SELECT count(*) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')");
        Assert.Equal(0L, await schemas.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Folder));
    }

    private static async Task AssertRefusedAsync(RunningProgram program, string words)
    {
        Assert.Equal(1, await program.ExitAsync());
        var sentence = program.Errors.Trim();
        Assert.Contains(words, sentence, StringComparison.Ordinal);
        Assert.False(sentence.Contains('\n', StringComparison.Ordinal), $"More than one line:\n{sentence}");
        Assert.DoesNotContain("   at ", program.Output + program.Errors, StringComparison.Ordinal);
    }
}
