using System.Net;
using Npgsql;
using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Functions.Tests.Api;

public sealed class ReadingTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string SignalOne = "01000000-0000-7000-8000-000000000001";
    private const string TradeOne = "02000000-0000-7000-8000-000000000001";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApiHost Host => api.Host;

    public async ValueTask InitializeAsync() => await api.ExecuteAsync($$"""
        truncate trading.audit, trading.trade_events, trading.fills, trading.funding_payments, trading.orders, trading.trades, trading.signals, trading.snapshots, trading.equity_points;
        insert into trading.signals (id, strategy, dedupe_key, status, source, category, signal, dry_run, masked_body, ignored_fields, remote_ip, received_at, decided_at, trade_id)
            values ('{{SignalOne}}', 'trend', 'k', 'accepted', 'tradingbot', 'linear', '{"symbol":"BTCUSDT","action":"buy","price":"65000.50","dryRun":false}', false,
                '{"secret":"***"}', '{colour}', '1.2.3.4', '2026-03-01T12:00:00.5Z', '2026-03-01T12:00:01Z', '{{TradeOne}}');
        insert into trading.trades (id, signal_id, strategy, category, symbol, settle_coin, direction, status, order_type, quantity, reference_price, stop_loss, targets, leverage,
                notional, risk, entry_valid_until, filled_quantity, entry_price, realized_pnl, fees, funding, created_at, opened_at)
            values ('{{TradeOne}}', '{{SignalOne}}', 'trend', 'linear', 'BTCUSDT', 'USDT', 'long', 'open', 'market', 0.0100, 65000, 64000, '[{"price":"67000.00","closePercent":"100"}]', 3,
                650, 10, '2026-03-01T12:01:00Z', 0.01, 65001.5, -2.5, 0.35, -0.02, '2026-03-01T12:00:01Z', '2026-03-01T12:00:02Z');
        insert into trading.orders (link_id, trade_id, role, side, type, quantity, status, filled_quantity, created_at, updated_at)
            values ('02000000000070008000000000000001-e0', '{{TradeOne}}', 'entry', 'buy', 'market', 0.01, 'filled', 0.01, '2026-03-01T12:00:01Z', '2026-03-01T12:00:02Z');
        insert into trading.fills (category, exec_id, trade_id, role, side, price, quantity, value, fee, fee_currency, is_maker, at)
            values ('linear', 'e1', '{{TradeOne}}', 'entry', 'buy', 65001.5, 0.01, 650.015, 0.35, 'USDT', false, '2026-03-01T12:00:02Z');
        insert into trading.funding_payments (category, exec_id, trade_id, at, amount, quantity, coin, rate)
            values ('linear', 'p1', '{{TradeOne}}', '2026-03-01T12:02:32Z', -0.080, 0.040, 'USDT', -0.0001250);
        insert into trading.trade_events (trade_id, at, kind, message) values ('{{TradeOne}}', '2026-03-01T12:00:01Z', 'decided', 'Approved.');
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Trade_shows_every_field_of_the_contract_and_the_last_reading_of_its_position()
    {
        await SnapshotAsync(DateTimeOffset.Parse("2026-03-01T12:05:00Z"));

        var trade = await Host.GetAsync($"trades/{TradeOne}");

        Assert.Equal(
            [
                "id", "signalId", "strategy", "category", "symbol", "side", "option", "status", "unfinished", "orderType", "quantity",
                "filledQuantity",
                "openQuantity", "reducingQuantity", "addingQuantity", "additions", "quantityCoin", "entryPrice", "exitPrice", "stopLoss", "plannedStopLoss", "stopMoves", "takeProfits", "leverage", "riskAmount", "openRisk", "riskCoin", "realizedPnl", "unrealizedPnl", "markPrice", "settleCoin", "rMultiple", "stopDistancePercent",
                "targetDistancePercent", "fees", "funding", "stopConfirmedAt", "worstEntryPrice", "entryRestsUntil", "takenBack", "closeReason", "reason",
                "createdAt", "openedAt", "closedAt", "asOf", "orders", "waitingQuantity", "fills", "fundingPayments", "profit", "levels", "events",
            ],
            trade.Select(static field => field.Key)
                .OrderBy(static name => name is "orders" or "waitingQuantity" or "fills" or "fundingPayments" or "profit" or "levels" or "events" ? 1 : 0));
        Assert.Equal(("long", "open", "0.01", "-0.25", "66000", "10", "2026-03-01T12:00:01.000Z", "2026-03-01T12:05:00.000Z"), (
            (string?)trade["side"], (string?)trade["status"], (string?)trade["quantity"], (string?)trade["rMultiple"], (string?)trade["markPrice"],
            (string?)trade["unrealizedPnl"], (string?)trade["createdAt"], (string?)trade["asOf"]));
        Assert.True((bool)trade["unfinished"]!);
        Assert.Equal("""[{"price":"67000","close":"100","reached":false}]""", trade["takeProfits"]!.ToJsonString());
        Assert.Equal("filled", (string?)trade["orders"]![0]!["status"]);
        Assert.Equal("650.015", (string?)trade["fills"]![0]!["value"]);
        Assert.Equal("decided", (string?)trade["events"]![0]!["kind"]);
        Assert.Equal("-0.02", (string?)trade["funding"]);
        Assert.Equal("-0.02", (string?)trade["profit"]!["funding"]);
        Assert.Equal(
            """[{"execId":"p1","at":"2026-03-01T12:02:32.000Z","amount":"-0.02","coin":"USDT","ratePercent":"-0.0125","quantity":"0.01","positionQuantity":"0.04"}]""",
            trade["fundingPayments"]!.ToJsonString());
    }

    [Fact]
    public async Task Trade_shows_how_its_result_comes_about_and_how_far_its_prices_lie()
    {
        await SnapshotAsync(DateTimeOffset.Parse("2026-03-01T12:05:00Z"));
        await api.ExecuteAsync($"""
            insert into trading.fills (category, exec_id, trade_id, role, side, price, quantity, value, fee, fee_currency, is_maker, at)
                values ('linear', 'e2', '{TradeOne}', 'exit', 'sell', 66001.5, 0.004, 264.006, 0.1, 'USDT', true, '2026-03-01T12:03:02Z')
            """);

        var trade = await Host.GetAsync($"trades/{TradeOne}");

        // 0.004 of 0.01 cost 260.006 and brought 264.006; fees 0.35 and 0.1, and 0.02 of funding came in. The ledger's own -2.5 differs
        // from this 3.57.
        Assert.Equal(
            """
            {"coin":"USDT","enteredQuantity":"0.01","exitedQuantity":"0.004","enteredValue":"650.015","entryFlow":"-260.006","exitFlow":"264.006","gross":"4","fees":"0.45",
            """ + """
            "feesInBaseCoin":"0","funding":"-0.02","net":"3.57","difference":"-6.07","agrees":false}
            """,
            trade["profit"]!.ToJsonString());
        Assert.Equal(("3.03", "1.52"), ((string?)trade["stopDistancePercent"], (string?)trade["targetDistancePercent"]));
        Assert.Equal(
            ["target 67000 3.07", "mark 66000 1.54", "entry 65001.5 ", "stop 64000 -1.54"],
            trade["levels"]!.AsArray().Select(static level => $"{level!["kind"]} {level["price"]} {level["move"]}"));
    }

    [Fact]
    public async Task Account_tells_its_figures_as_shares_of_equity()
    {
        await SnapshotAsync(TimeProvider.System.GetUtcNow());

        var account = await Host.GetAsync("account");

        Assert.Equal(("1", "1", null), ((string?)account["unrealizedPnlPercent"], (string?)account["openRiskPercent"], (string?)account["dayPnlPercent"]));
    }

    [Fact]
    public async Task Lists_of_trades_are_filtered()
    {
        Assert.Single((await Host.GetAsync("trades?status=open&symbol=BTCUSDT&strategy=trend&from=2026-03-01"))["items"]!.AsArray());
        Assert.Empty((await Host.GetAsync("trades?status=closed"))["items"]!.AsArray());
        Assert.Empty((await Host.GetAsync("trades?to=2026-03-01"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Signal_shows_what_arrived_masked()
    {
        var signal = await Host.GetAsync($"signals/{SignalOne}");

        Assert.Equal(("BTCUSDT", "linear", "buy", "65000.5", "1.2.3.4", TradeOne, "2026-03-01T12:00:00.500Z"), (
            (string?)signal["symbol"], (string?)signal["category"], (string?)signal["action"], (string?)signal["price"], (string?)signal["remoteIp"],
            (string?)signal["tradeId"], (string?)signal["receivedAt"]));
        Assert.Equal("""{"secret":"***"}""", (string?)signal["body"]);
        Assert.Equal("""["colour"]""", signal["ignoredFields"]!.ToJsonString());
    }

    [Fact]
    public async Task Signals_page_without_gap_or_repeat_while_new_ones_arrive()
    {
        await AddSignalsAsync(1, 25);
        var seen = new List<string>();
        string? cursor = null;
        for (var page = 0; page < 20; page++)
        {
            var answer = await Host.GetAsync($"signals?limit=4{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(answer["items"]!.AsArray().Select(static item => (string)item!["id"]!));
            await AddSignalsAsync(100 + page, 100 + page);
            cursor = (string?)answer["next"];
            if (cursor is null)
                break;
        }

        Assert.Equal(26, seen.Count);
        Assert.Equal(26, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("signals?limit=0", "limit")]
    [InlineData("trades?limit=201", "limit")]
    [InlineData("audit?limit=ten", "limit")]
    [InlineData("notifications?cursor=%20!", "cursor")]
    [InlineData("signals?status=lost", "status")]
    [InlineData("trades?status=pending", "status")]
    [InlineData("trades?from=yesterday", "from")]
    [InlineData("equity?resolution=2m", "resolution")]
    public async Task Faulty_query_is_refused_by_field(string path, string field)
    {
        var problem = await ApiHost.ProblemAsync(Host.Owner.GetAsync($"api/{path}", Token), 400, "request.invalid");

        Assert.Equal(field, Assert.Single(problem["errors"]!.AsObject()).Key);
    }

    [Theory]
    [InlineData("signals/00000000-0000-0000-0000-000000000000", "signal.notFound")]
    [InlineData("signals/nonsense", "signal.notFound")]
    [InlineData("trades/00000000-0000-0000-0000-000000000000", "trade.notFound")]
    [InlineData("strategies/nobody", "strategy.notFound")]
    [InlineData("strategies/NOT%20A%20KEY", "strategy.notFound")]
    public async Task What_does_not_exist_is_not_found(string path, string code) =>
        await ApiHost.ProblemAsync(Host.Owner.GetAsync($"api/{path}", Token), 404, code);

    [Fact]
    public async Task Account_is_unknown_before_the_first_reading()
    {
        var account = await Host.GetAsync("account");

        Assert.True((bool?)account["stale"]);
        Assert.All(
            ["asOf", "totalEquity", "walletBalance", "availableBalance", "unrealizedPnl", "marginUsed", "dayPnl"], name =>
                Assert.Null(account[name]));
        Assert.Equal(
            ("paper", "10", false), ((string?)account["environment"], (string?)account["openRisk"], (bool?)account["halt"]!["halted"]));
        Assert.Equal("""{"items":[],"next":null,"asOf":null,"stale":true}""", (await Host.GetAsync("positions")).ToJsonString());
    }

    [Fact]
    public async Task Account_and_positions_carry_their_age_and_the_day_so_far()
    {
        var now = TimeProvider.System.GetUtcNow();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        await Host.Service<IAccountJournal>().AddEquityPointAsync(new EquityPoint(midnight.AddSeconds(-1), 1m, 1m, 0m), Token);
        await Host.Service<IAccountJournal>().AddEquityPointAsync(new EquityPoint(midnight, 1012.3m, 1000m, 0m), Token);
        await SnapshotAsync(now);

        var account = await Host.GetAsync("account");
        var position = Assert.Single((await Host.GetAsync("positions"))["items"]!.AsArray())!;

        Assert.False((bool?)account["stale"]);
        Assert.Equal(
            ("1000", "-12.3", null), ((string?)account["totalEquity"], (string?)account["dayPnl"], (string?)account["marginUsed"]));
        Assert.Equal((TradeOne, "long", "64000"), ((string?)position["tradeId"], (string?)position["side"], (string?)position["stopLoss"]));
    }

    [Fact]
    public async Task Equity_tells_its_resolution()
    {
        await Host.Service<IAccountJournal>().AddEquityPointAsync(new EquityPoint(DateTimeOffset.UnixEpoch, 1m, 2m, 3m), Token);

        Assert.Equal(
            """{"items":[{"at":"1970-01-01T00:00:00.000Z","equity":"1","walletBalance":"2","unrealizedPnl":"3"}],"resolution":"5m","next":null,"since":"1970-01-01T00:00:00.000Z","change":null}""",
            (await Host.GetAsync("equity?resolution=5m")).ToJsonString());
        Assert.Equal("1m", (string?)(await Host.GetAsync("equity"))["resolution"]);
    }

    [Fact]
    public async Task Answers_are_not_kept_by_caches()
    {
        using var answer = await Host.Owner.GetAsync("api/account", Token);

        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Health_tells_strangers_one_word_and_the_owner_every_check()
    {
        var anonymous = await ApiHost.ReadAsync(Host.Visitor().GetAsync("api/health", Token), 200);
        var details = await Host.GetAsync("health/details");

        Assert.Equal(["status", "authMode"], anonymous.Select(static field => field.Key));
        Assert.Equal("Local", (string?)anonymous["authMode"]);
        Assert.Equal(
            ["account", "database", "exchange", "halt", "trades", "webhook"], details["checks"]!.AsArray()
                .Select(static check => (string?)check!["name"])
                .Order());
        Assert.Equal(("paper", false), ((string?)details["environment"], (bool?)details["mainnetAllowed"]));
    }

    [Fact]
    public async Task Database_that_is_gone_is_503_and_says_nothing_of_our_insides()
    {
        await using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=secret-user;Password=x;Database=x");
        await using var host = await ApiHost.StartAsync(source, api.Source);

        var problem = await ApiHost.ProblemAsync(host.Owner.GetAsync("api/account", Token), 503, "database.unavailable");
        using var health = await host.Visitor().GetAsync("api/health", Token);

        Assert.DoesNotContain("secret-user", problem.ToJsonString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.StartsWith("""{"status":"unhealthy",""", await health.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unexpected_fault_is_500_and_says_nothing_of_our_insides()
    {
        await using var empty = await api.EmptyDatabaseAsync();
        await using var host = await ApiHost.StartAsync(empty, api.Source);

        var problem = await ApiHost.ProblemAsync(host.Owner.GetAsync("api/account", Token), 500, "server.error");

        Assert.DoesNotContain("trading.", problem.ToJsonString());
    }

    private Task AddSignalsAsync(int first, int last) => api.ExecuteAsync($$"""
        insert into trading.signals (id, strategy, dedupe_key, status, source, signal, dry_run, masked_body, ignored_fields, received_at)
            select gen_random_uuid(), 'paged', 'p' || i, 'received', 'tradingbot', '{"symbol":"BTCUSDT"}', false, '', '{}', '2026-03-02T00:00:00Z'::timestamptz + (i / 3) * interval '1 second'
            from generate_series({{first}}, {{last}}) i;
        """);

    private Task SnapshotAsync(DateTimeOffset asOf) => Host.Service<IAccountJournal>().SaveSnapshotAsync(
        new AccountSnapshot(
            asOf,
            new AccountBalance
            {
                TotalEquity = 1000m,
                TotalWalletBalance = 990m,
                UnrealizedPnl = 10m,
                Coins = [new CoinBalance("USDT", 1000m, 990m, 0m, 10m, 1000m)],
            },
            [
                new ExchangePosition
                {
                    Category = Category.Linear, Symbol = Symbol.Parse("BTCUSDT"), Direction = Direction.Long,
                    Quantity = 0.01m, EntryPrice = 65001.5m,
                    MarkPrice = 66000.00m, UnrealizedPnl = 10m, StopLoss = 64000m,
                },
            ]),
        Token);
}
