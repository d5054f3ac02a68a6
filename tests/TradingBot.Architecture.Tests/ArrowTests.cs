using System.Reflection;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Markets;
using TradingBot.Functions;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.Local;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.PaperExchange;
using TradingBot.PostgresHosting;
using TradingBot.Trading.Entries;

namespace TradingBot.Architecture.Tests;

/// <summary>Which room may know which. Each rule is also turned against a room that breaks it.</summary>
public sealed class ArrowTests
{
    private static readonly Assembly Core = typeof(Symbol).Assembly;
    private static readonly Assembly Bybit = typeof(BybitOptions).Assembly;
    private static readonly Assembly Infrastructure = typeof(LedgerMigrations).Assembly;
    private static readonly Assembly Paper = typeof(PaperExchangeHost).Assembly;
    private static readonly Assembly PostgresHosting = typeof(EmbeddedPostgres).Assembly;
    private static readonly Assembly LocalRuntime = typeof(LocalRuntimeOptions).Assembly;
    private static readonly Assembly Trading = typeof(SignalDecider).Assembly;
    private static readonly Assembly Functions = typeof(FunctionApp).Assembly;
    private static readonly Assembly Local = typeof(OneMachineHost).Assembly;

    [Fact]
    public void Core_knows_nothing_but_dotnet() => Assert.Empty(Arrows.OutOfDotNet(Core));

    [Fact]
    public void Core_rule_fails_for_a_room_with_packages() => Assert.Contains("Npgsql", Arrows.OutOfDotNet(Infrastructure));

    [Fact]
    public void Bybit_knows_only_core() => Assert.Empty(Arrows.ToRooms(Bybit, "Core"));

    [Fact]
    public void Infrastructure_knows_only_core() => Assert.Empty(Arrows.ToRooms(Infrastructure, "Core"));

    [Fact]
    public void Paper_exchange_knows_nobody() => Assert.Empty(Arrows.ToRooms(Paper));

    [Fact]
    public void Postgres_hosting_knows_nobody() => Assert.Empty(Arrows.ToRooms(PostgresHosting));

    [Fact]
    public void Local_runtime_knows_nothing_of_trading() => Assert.Empty(Arrows.ToRooms(LocalRuntime, "PostgresHosting"));

    [Fact]
    public void Trading_knows_only_core() => Assert.Empty(Arrows.ToRooms(Trading, "Core"));

    [Fact]
    public void Functions_know_only_core_and_trading() => Assert.Empty(Arrows.ToRooms(Functions, "Core", "Trading"));

    [Fact]
    public void Room_rule_fails_for_a_room_that_knows_others() =>
        Assert.Equal(["TradingBot.Bybit", "TradingBot.Infrastructure"], Arrows.ToRooms(
            Local, "Core", "LocalRuntime", "Functions", "PaperExchange", "PostgresHosting", "Trading")
            .Order());

    [Theory]
    [InlineData("TradingBot.Core")]
    [InlineData("TradingBot.Bybit", "TradingBot.Core")]
    [InlineData("TradingBot.Infrastructure", "TradingBot.Core")]
    [InlineData("TradingBot.PaperExchange")]
    [InlineData("TradingBot.PostgresHosting")]
    [InlineData("TradingBot.LocalRuntime", "TradingBot.PostgresHosting")]
    [InlineData("TradingBot.Trading", "TradingBot.Core")]
    [InlineData("TradingBot.Functions", "TradingBot.Trading")]
    [InlineData("TradingBot.Azure", "TradingBot.Functions", "TradingBot.Bybit", "TradingBot.Infrastructure")]
    public void Project_file_names_no_other_room(string room, params string[] allowed) =>
        Assert.Empty(ProjectFiles.RoomsOf($"functions/{room}/{room}.csproj").Except(allowed));

    [Fact]
    public void Project_rule_sees_references() =>
        Assert.Contains("TradingBot.Infrastructure", ProjectFiles.RoomsOf("functions/TradingBot.Local/TradingBot.Local.csproj"));
}
