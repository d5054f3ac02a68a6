using System.Diagnostics;
using System.Net;
using TradingBot.EndToEnd.Tests.Trading;

namespace TradingBot.EndToEnd.Tests.Crashes;

/// <summary>The bot dies at any moment of a burst of alerts, again and again, on one ledger and one exchange.</summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    private const int Kills = 20;
    private const int FewestKills = 4;
    private const int Seed = 20_251_123;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(75);
    private static readonly string[] Actions = ["buy", "sell", "buy", "sell", "close", "reverse"];

    private readonly Random _random = new(Seed);
    private readonly List<string> _accepted = [];

    [Fact]
    public async Task Every_acknowledged_alert_ends_with_at_most_one_entry_order_and_the_money_adds_up()
    {
        await using var paper = await PaperProcess.StartAsync();
        await using var home = new BotHome { Exchange = paper.Address };
        TestStrategy[] strategies = [new("burst-btc", "BTCUSDT"), new("burst-eth", "ETHUSDT"), new("burst-sol", "SOLUSDT")];
        var bot = await home.StartAsync();
        foreach (var strategy in strategies)
            await bot.Api.AddAsync(strategy);

        var watch = Stopwatch.StartNew();
        var kills = 0;
        while (kills < Kills && (watch.Elapsed < Budget || kills < FewestKills))
        {
            var burst = strategies.Select(strategy => SendAsync(bot, strategy)).ToList();
            // Every other time the kill falls behind an acknowledgement, where the orders are placed.
            if (kills % 2 == 1)
                await Task.WhenAny(burst);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(0, 401)), TimeProvider.System, TestContext.Current.CancellationToken);
            await bot.KillAsync();
            foreach (var sent in burst)
                _accepted.AddRange(await sent);
            kills++;
            bot = await home.StartAsync();
        }

        output.WriteLine($"Seed {Seed}: {kills} kills in {watch.Elapsed.TotalSeconds:0} s, {_accepted.Count} alerts acknowledged.");
        Assert.NotEmpty(_accepted);
        await AssertEveryAlertEndedAsync(bot);
        await AssertOneOrderAnEntryAsync(bot);
        await FlattenAsync(bot);
        await AssertMoneyAddsUpAsync(bot);
    }

    // Whoever gets no answer does not know; the ledger may hold such a signal or not. Only an acknowledgement is a promise.
    private async Task<IReadOnlyList<string>> SendAsync(BotProcess bot, TestStrategy strategy)
    {
        var accepted = new List<string>();
        var alerts = Enumerable.Range(0, 2).Select(_ => TestStrategy.Action(Actions[_random.Next(Actions.Length)])).ToList();
        foreach (var alert in alerts)
        {
            try
            {
                var answer = await bot.Api.AlertAsync(strategy, alert);
                Assert.True(
                    answer.Status is HttpStatusCode.Accepted or HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"Alert: {answer}");
                if (answer.Status != HttpStatusCode.ServiceUnavailable)
                    accepted.Add(answer.Body.Required("signalId"));
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                return accepted;
            }
        }

        return accepted;
    }

    private async Task AssertEveryAlertEndedAsync(BotProcess bot)
    {
        foreach (var id in _accepted)
        {
            // Accepted with a trade: it stands, and its end is the market's affair.
            await bot.Api.SignalAsync(id, static signal => HasEnded(signal)
                || (signal.Text("status") == "accepted" && signal.Text("tradeId") is not null));
        }
    }

    private static async Task AssertOneOrderAnEntryAsync(BotProcess bot)
    {
        // Market orders end at once, so the exchange's history holds every order that was ever placed. It is read before the ledger, which
        // writes an order down before it is sent: an alert nobody acknowledged may still be at work.
        var opening = (await bot.Exchange.OrderHistoryAsync()).Where(static order => order.Text("reduceOnly") == "false"
            && order.Required("orderLinkId").Length > 0).ToList();
        var trades = await AllTradesAsync(bot);
        var entries = new HashSet<string>(StringComparer.Ordinal);
        foreach (var trade in trades)
        {
            var story = await bot.Api.StoryAsync(trade.Required("id"));
            var entry = story.Items("orders").Where(static order => order.Text("role") == "entry").ToList();
            if (entry.Count > 0)
                Assert.True(entries.Add(Assert.Single(entry).Required("orderLinkId")), "Two trades share an entry order.");
        }

        Assert.Equal(trades.Count, trades.Select(static trade => trade.Required("signalId")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(opening.Count, opening.Select(static order => order.Required("orderLinkId")).Distinct(StringComparer.Ordinal).Count());
        Assert.All(opening, order => Assert.Contains(order.Required("orderLinkId"), entries));
    }

    private static async Task FlattenAsync(BotProcess bot)
    {
        await bot.Api.PostAsync("api/halt", new { reason = "end of the campaign", flatten = true });
        await Eventually.TrueAsync(
            async () => (await bot.Api.TradesAsync("open")).Count == 0, "Trades stay open after the halt", Deadlines.Effect, TestContext.Current.CancellationToken);
    }

    private async Task AssertMoneyAddsUpAsync(BotProcess bot)
    {
        foreach (var trade in (await AllTradesAsync(bot)).Where(static trade => trade.Text("status") == "closed"))
            Assert.True(trade.Number("filledQuantity") > 0, $"A closed trade without a fill: {trade.ToJsonString()}");
        await ReconcileAssertions.AssertAccountAgreesAsync(bot);
        foreach (var id in _accepted)
            await bot.Api.SignalAsync(id, HasEnded);
    }

    // A later alert may overtake an entry that was not sent yet; every other failure would be ours.
    private static bool HasEnded(JsonNode signal) => signal.Text("status") switch
    {
        "denied" or "completed" => true,
        "failed" => signal["reason"]?.Text("code") is "trade.closedBeforeEntry" or "trade.cancelled",
        _ => false,
    };

    private static async Task<IReadOnlyList<JsonNode>> AllTradesAsync(BotProcess bot) =>
        [.. await bot.Api.TradesAsync("open"), .. await bot.Api.TradesAsync("closed")];
}
