using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.Infrastructure.Postgres.Trades;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Whoever takes a connection of the pool gives it back: nobody could work any more once the last one is kept.</summary>
public sealed class PooledConnectionTests(LedgerDatabase database, PostgresFixture server)
    : IClassFixture<LedgerDatabase>, IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_call_of_each_store_gives_its_connection_back_and_needs_no_second_one()
    {
        await using var source = PoolOf(1, database.Source);

        await CallAllAsync(source, static fault => fault is PostgresException or not NpgsqlException);
    }

    /// <summary>Without tables there is no statement that succeeds.</summary>
    [Fact]
    public async Task Each_call_that_the_database_refuses_gives_its_connection_back()
    {
        await using var source = PoolOf(1, await server.CreateDatabaseAsync(Token));

        await CallAllAsync(source, static fault => fault is PostgresException);
    }

    [Theory]
    [InlineData("approved")]
    [InlineData("approved and refused by the database")]
    [InlineData("denied")]
    [InlineData("left")]
    public async Task Decision_of_an_entry_gives_its_connection_back(string end)
    {
        var symbol = LedgerRows.NewSymbol();
        var isRefused = end == "approved and refused by the database";
        if (isRefused)
            await _rows.TradeAsync(symbol);
        var signal = (await _rows.Journal.FindAsync(await _rows.SignalAsync(), Token))!;
        await using var source = PoolOf(1, database.Source);

        await using (var scope = await new PostgresEntryAdmission(source).OpenAsync(signal, LedgerRows.ADraft(symbol), Token))
        {
            Task ending = end switch
            {
                "left" => Task.CompletedTask,
                "denied" => scope.DenyAsync(SignalStatus.Denied, new Denial(DenialCodes.MaxOpenTrades, "Full."), Now, Token),
                _ => scope.ApproveAsync(LedgerRows.APlan(), Token),
            };
            Assert.Equal(isRefused, await FaultAsync(ending) is not null);
        }

        Assert.True(await IsWholeAsync(source, 1), "The decision keeps its connection.");
    }

    [Theory]
    [InlineData("select 1", false)]
    [InlineData("create schema trading; create table trading.halt ()", true)]
    public async Task Update_gives_its_connections_back(string before, bool isRefused)
    {
        await using var source = PoolOf(4, await server.CreateDatabaseAsync(Token));
        await using (var command = source.CreateCommand(before))
            await command.ExecuteNonQueryAsync(Token);

        var fault = await FaultAsync(LedgerMigrations.ApplyAsync(source, NullLogger.Instance, Token));

        Assert.Equal(isRefused, fault is InvalidOperationException);
        Assert.True(await IsWholeAsync(source, 4), "The update keeps a connection.");
    }

    private async Task CallAllAsync(NpgsqlDataSource source, Func<Exception?, bool> isExpected)
    {
        var samples = await SamplesAsync();
        var services = new ServiceCollection().AddPostgresLedger();
        Type[] stores = [.. services.Select(static service => service.ServiceType)];
        await using var provider = services.AddSingleton(source).BuildServiceProvider();
        foreach (var (store, call) in stores.SelectMany(static store => store.GetMethods().Select(call => (store, call))))
        {
            object?[] arguments = [.. call.GetParameters().Select(parameter => Sample(parameter.ParameterType, samples))];

            var calling = (Task)call.Invoke(provider.GetRequiredService(store), arguments)!;

            var fault = await FaultAsync(calling);
            Assert.True(isExpected(fault), $"{store.Name}.{call.Name}: {fault}");
            if (calling is Task<IEntryAdmissionScope> { IsCompletedSuccessfully: true } opened)
                await (await opened).DisposeAsync();
            Assert.True(await IsWholeAsync(source, 1), $"{store.Name}.{call.Name} keeps its connection.");
        }
    }

    private static NpgsqlDataSource PoolOf(int connections, NpgsqlDataSource like) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(like.ConnectionString) { MaxPoolSize = connections, Timeout = 5 });

    /// <summary>Whether each connection of the pool is to be had; they go back at once.</summary>
    private static async Task<bool> IsWholeAsync(NpgsqlDataSource source, int connections)
    {
        List<Task<NpgsqlConnection>> opening =
            [.. Enumerable.Range(0, connections).Select(_ => source.OpenConnectionAsync(Token).AsTask())];
        var fault = await FaultAsync(Task.WhenAll(opening));
        foreach (var open in opening.Where(static open => open.IsCompletedSuccessfully))
            await (await open).DisposeAsync();
        return fault is null;
    }

    private static async Task<Exception?> FaultAsync(Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.Exception?.InnerException;
    }

    /// <summary>What a call is given: one of the samples, an empty list, or what its type is without a value.</summary>
    private static object? Sample(Type type, object[] samples) => samples.FirstOrDefault(type.IsInstanceOfType)
        ?? (type.IsInterface ? Array.CreateInstance(type.GenericTypeArguments[0], 0) : Activator.CreateInstance(type));

    private async Task<object[]> SamplesAsync()
    {
        var trade = await _rows.ReadAsync(await _rows.TradeAsync());
        var order = (await _rows.IntendAsync(trade.Id)).Order;
        var strategy = new Strategy
        {
            Key = LedgerRows.ADraft(trade.Symbol).Strategy,
            Name = "A strategy",
            State = StrategyState.Active,
            Category = Category.Linear,
            Symbols = [trade.Symbol],
            Direction = AllowedDirection.Both,
            OrderType = OrderType.Market,
            Sizing = new Sizing(SizingMode.FixedQuantity, 1m),
            TakeProfits = [],
            Formats = [AlertFormat.Tradingbot],
        };
        var intent = new OrderIntent
        {
            LinkId = order.LinkId,
            Category = Category.Linear,
            Symbol = trade.Symbol,
            Side = OrderSide.Buy,
            Type = OrderType.Market,
            Quantity = 0.5m,
        };
        var balance = new AccountBalance { TotalEquity = 1m, TotalWalletBalance = 1m, UnrealizedPnl = 0m, Coins = [] };
        Func<ExchangeCondition, ExchangeConditionChange> change = static before => new ExchangeConditionChange(before, Notice: null);
        return
        [
            "a text", 1m, Now, new JsonObject(), new PageRequest(), new Denial(DenialCodes.MaxOpenTrades, "Full."), TradeCause.Settled,
            strategy, strategy.Key, new RiskLimits(), change, new EquityPoint(Now, 1m, 1m, 0m), new AccountSnapshot(Now, balance, []),
            LedgerRows.ASignal(), new SignalFilter(), new RefusedExit("BTCUSDT", IsCertain: true, []), LedgerRows.ADraft(trade.Symbol),
            LedgerRows.AnAddition(trade), trade, trade.Id, trade.SignalId, (await _rows.Journal.FindAsync(trade.SignalId, Token))!,
            new TradeFilter(),
            order, intent, new OrderUpdate(order.LinkId, OrderStatus.Open), LedgerRows.Line("a line"), new Reduction(1m, From: 0, Now),
            new EntryMove(101m, EntryMoveCause.Chase, Now, Number: 1),
            new MissedBefore(trade.SignalId, Now, TargetPosition.Long, LeftSize: null, TargetPosition.Flat, BeganSize: null),
            new StopMove(99m, StopMoveCause.Trailing), new BestPrice(101m, Now), new OutgoingMail(Guid.NewGuid(), Attempt: 1, []),
            new Notification(Severity.Info, "test", "Subject", "Body."),
            new Discrepancy("a kind", Category.Linear, trade.Symbol, trade.Id, "A message.", IsHealed: false),
        ];
    }
}
