using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Tests.Api;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Webhooks;

public sealed class WebhookTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Secret = "a-webhook-token-of-good-length";

    private static int _last;

    private ApiHost Host => api.Host;

    [Fact]
    public async Task Good_alert_is_journaled_started_once_and_answered_202()
    {
        var key = await AStrategyAsync();

        var answer = await ApiHost.ReadAsync(PostAsync(key, AnAlert("good-1")), 202);

        Assert.Equal(["signalId", "status", "duplicate"], answer.Select(static field => field.Key));
        Assert.Equal(("accepted", false), ((string?)answer["status"], (bool?)answer["duplicate"]));
        var id = Guid.Parse((string)answer["signalId"]!);
        Assert.Equal(7, id.Version);
        var start = Assert.Single(Host.Orchestrations.Started, started => started.Options!.InstanceId == $"signal-{id:D}");
        Assert.Equal(("TradeSignal", (object)id), (start.Name, start.Input));
        Assert.Equal(6, start.Options!.DedupeStatuses!.Count);
        Assert.False(await api.ScalarAsync<bool>($"select started_at is null from trading.signals where id = '{id}'"));
        var kept = await Host.GetAsync($"signals/{id}");
        Assert.Equal(("received", "tradingbot"), ((string?)kept["status"], (string?)kept["source"]));
    }

    [Fact]
    public async Task Same_alert_again_is_answered_200_with_the_first_id_and_starts_nothing()
    {
        var key = await AStrategyAsync();
        var first = await ApiHost.ReadAsync(PostAsync(key, AnAlert("twice")), 202);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApiHost.ReadAsync(PostAsync(key, AnAlert("twice")), 200)));

        Assert.All(answers, answer => Assert.Equal((string?)first["signalId"], (string?)answer["signalId"]));
        Assert.All(answers, static answer => Assert.True((bool?)answer["duplicate"]));
        Assert.Equal(4, (int?)(await Host.GetAsync($"signals/{first["signalId"]}"))["duplicates"]);
        Assert.Single(Host.Orchestrations.Started, start => start.Options!.InstanceId == $"signal-{first["signalId"]}");
        Assert.Equal(1L, await api.ScalarAsync<long>($"select count(*) from trading.signals where strategy = '{key}'"));
    }

    [Fact]
    public async Task Token_may_stand_in_the_address_and_the_content_type_does_not_matter()
    {
        var key = await AStrategyAsync();

        var answer = await ApiHost.ReadAsync(PostAsync($"{key}/{Secret}", AnAlert("in-path", secret: null), "text/plain"), 202);

        Assert.DoesNotContain(Secret, (await Host.GetAsync($"signals/{answer["signalId"]}")).ToJsonString());
    }

    [Fact]
    public async Task Unknown_fields_are_told_and_not_guessed_at()
    {
        var key = await AStrategyAsync();

        var answer = await ApiHost.ReadAsync(PostAsync(key, AnAlert("extra", more: ",\"colour\":\"blue\",\"a\\u0000b\":1")), 202);

        Assert.Contains("colour", answer["ignored"]!.AsArray().Select(static name => (string?)name));
    }

    [Fact]
    public async Task Unknown_strategy_and_wrong_token_look_alike_and_are_kept_without_the_token()
    {
        var key = await AStrategyAsync();
        const string Guess = "a-guessed-token-nobody-may-read";

        var wrong = await ApiHost.ProblemAsync(PostAsync(key, AnAlert("x", Guess)), 401, "webhook.unauthorized");
        var unknown = await ApiHost.ProblemAsync(PostAsync("no-such-strategy", AnAlert("x", Guess)), 401, "webhook.unauthorized");
        var none = await ApiHost.ProblemAsync(PostAsync(key, AnAlert("x", secret: null)), 401, "webhook.unauthorized");

        Assert.Equal(WithoutTrace(wrong), WithoutTrace(unknown));
        Assert.Equal(WithoutTrace(wrong), WithoutTrace(none));
        var kept = (await Host.GetAsync($"signals?strategy={key}&status=denied"))["items"]!.AsArray();
        Assert.All(kept, static signal => Assert.Equal("webhook.unauthorized", (string?)signal!["reason"]!["code"]));
        Assert.Equal(0L, await api.ScalarAsync<long>($"select count(*) from trading.signals where signals::text like '%{Guess}%'"));
    }

    [Fact]
    public async Task Refused_alerts_with_the_right_token_are_kept_masked_with_their_reason()
    {
        var key = await AStrategyAsync();

        await ApiHost.ProblemAsync(PostAsync(key, $"{{\"secret\":\"{Secret}\",\"comment\":\"say \"hi\"\"}}"), 400, "webhook.malformed");
        var invalid = await ApiHost.ProblemAsync(
            PostAsync(key, AnAlert("bad", more: ",\"contracts\":\"-1\",\"price\":\"cheap\"")), 400, "webhook.invalid");
        await ApiHost.ProblemAsync(PostAsync(key, $"{{\"secret\":\"{Secret}\",\"symbol\":\"BTCUSDT\"}}"), 422, "webhook.notUnderstood");

        Assert.Equal(["contracts", "price"], invalid["errors"]!.AsObject().Select(static error => error.Key).Order());
        var kept = (await Host.GetAsync($"signals?strategy={key}"))["items"]!.AsArray();
        Assert.Equal(
            ["webhook.notUnderstood", "webhook.invalid", "webhook.malformed"], kept.Select(
                static signal => (string?)signal!["reason"]!["code"]));
        Assert.All(kept, static signal => Assert.Equal("denied", (string?)signal!["status"]));
        Assert.Equal(0L, await api.ScalarAsync<long>($"select count(*) from trading.signals where signals::text like '%{Secret}%'"));
    }

    [Theory]
    [InlineData("{\"secret\":\"SECRET\",\"symbol\":\"\\ud800\",\"action\":\"buy\"}")]
    [InlineData("{\"secret\":\"SECRET\",\"symbol\":\"BTCUSDT\",\"action\":\"buy\",\"orderId\":\"a\\u0000b\"}")]
    [InlineData("{\"secret\":\"SECRET\",\"symbol\":\"BTCUSDT\",\"action\":\"buy\",\"x\":\"\0\"}")]
    [InlineData("{\"secret\":\"SECRET\",\"\\ud800\":1,\"symbol\":\"BTCUSDT\",\"action\":\"buy\"}")]
    [InlineData("[1,2]")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\uFEFF{}")]
    public async Task Odd_text_is_answered_and_never_a_fault_of_ours(string body)
    {
        var key = await AStrategyAsync();

        using var answer = await PostAsync(key, body.Replace("SECRET", Secret, StringComparison.Ordinal));

        Assert.InRange((int)answer.StatusCode, 200, 499);
    }

    [Fact]
    public async Task Body_of_more_than_16_KiB_is_refused_whether_or_not_it_says_so()
    {
        var key = await AStrategyAsync();
        var long17 = AnAlert("long", more: $",\"pad\":\"{new string('x', 17 * 1024)}\"");

        await ApiHost.ProblemAsync(PostAsync(key, long17), 413, "request.tooLarge");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, $"api/webhook/{key}") { Content = new StringContent(long17) };
        chunked.Headers.TransferEncodingChunked = true;
        await ApiHost.ProblemAsync(Host.Visitor().SendAsync(chunked, TestContext.Current.CancellationToken), 413, "request.tooLarge");
    }

    [Fact]
    public async Task Sixty_first_alert_within_a_minute_is_refused_with_the_time_to_wait()
    {
        var key = await AStrategyAsync();
        for (var i = 0; i < 60; i++)
            await ApiHost.ReadAsync(PostAsync(key, AnAlert($"many-{i}")), 202);

        using var answer = await PostAsync(key, AnAlert("many-60"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await ApiHost.ReadAsync(PostAsync(await AStrategyAsync(), AnAlert("other-strategy")), 202);
    }

    [Fact]
    public async Task Paused_strategy_still_journals_its_signals()
    {
        var key = await AStrategyAsync("paused");

        await ApiHost.ReadAsync(PostAsync(key, AnAlert("while-paused")), 202);
    }

    [Fact]
    public async Task Start_that_fails_leaves_the_signal_for_the_sweep_and_still_answers_202()
    {
        await using var host = await ApiHost.StartAsync(api.Source);
        host.Orchestrations.IsBroken = true;
        var key = await AStrategyAsync();

        var answer = await ApiHost.ReadAsync(
            host.Visitor()
                .PostAsync($"api/webhook/{key}", new StringContent(AnAlert("unstarted")), TestContext.Current.CancellationToken), 202);

        Assert.True(await api.ScalarAsync<bool>(
            $"select started_at is null and status = 'received' from trading.signals where id = '{answer["signalId"]}'"));
    }

    [Fact]
    public async Task Flood_of_unauthorized_calls_does_not_become_a_flood_of_rows()
    {
        await using var host = await ApiHost.StartAsync(api.Source);
        using var visitor = host.Visitor();

        for (var i = 0; i < 30; i++)
            await ApiHost.ProblemAsync(visitor.PostAsync("api/webhook/flooded", new StringContent("{}"), TestContext.Current.CancellationToken), 401, "webhook.unauthorized");

        Assert.Equal(20L, await api.ScalarAsync<long>("select count(*) from trading.signals where strategy = 'flooded'"));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "false", "10.1.2.3", 403)]
    [InlineData("10.0.0.0/8", "true", "6.6.6.6, 10.1.2.3", 401)]
    [InlineData("10.0.0.0/8", "true", "10.1.2.3, 6.6.6.6", 403)]
    [InlineData("10.0.0.0/8", "true", "10.1.2.3:4711", 401)]
    [InlineData("10.0.0.0/8", "true", "nonsense", 403)]
    [InlineData("10.0.0.0/8, 127.0.0.1", "false", "6.6.6.6", 401)]
    [InlineData("", "false", "6.6.6.6", 401)]
    public async Task Address_list_is_asked_first_and_only_a_trusted_proxy_is_believed(
        string allowed, string trust, string forwarded, int status)
    {
        await using var host = await ApiHost.StartAsync(
            api.Source, null, ("Webhook:AllowedIps", allowed), ("Webhook:TrustForwardedFor", trust));
        using var visitor = host.Visitor();
        visitor.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);

        using var answer = await visitor.PostAsync("api/webhook/nobody", new StringContent("{}"), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Database_that_takes_calls_and_never_answers_gives_503_before_the_sender_gives_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=x;Password=x;Database=x");
        await using var host = await ApiHost.StartAsync(source, api.Source);
        await host.GetAsync("openapi.json");
        var watch = Stopwatch.StartNew();

        await ApiHost.ProblemAsync(host.Visitor()
            .PostAsync("api/webhook/any", new StringContent(AnAlert("lost")), TestContext.Current.CancellationToken), 503, "database.busy");

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task Locked_journal_gives_503_in_time_and_the_resent_alert_is_taken()
    {
        var key = await AStrategyAsync();
        await using var connection = await api.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var lockAll = new NpgsqlCommand("lock table trading.signals in exclusive mode", connection);
            await lockAll.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var watch = Stopwatch.StartNew();

            await ApiHost.ProblemAsync(PostAsync(key, AnAlert("resent")), 503, "database.busy");

            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
        }

        await ApiHost.ReadAsync(PostAsync(key, AnAlert("resent")), 202);
    }

    [Fact]
    public async Task Burst_larger_than_the_places_is_answered_503_in_time_and_taken_when_there_are_some_again()
    {
        await using var host = await ApiHost.StartAsync(api.Source);
        var key = await AStrategyAsync();
        var places = host.Service<AlertPlaces>();
        for (var taken = 0; taken < AlertPlaces.AtOnce; taken++)
            await places.TakeAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();

        await ApiHost.ProblemAsync(SendAsync("waits"), 503, "database.busy");

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
        Assert.Equal(0L, await api.ScalarAsync<long>($"select count(*) from trading.signals where strategy = '{key}'"));
        places.GiveBack();
        await ApiHost.ReadAsync(SendAsync("waits"), 202);
        // Refused or taken, each gives its place back.
        await ApiHost.ProblemAsync(SendAsync("wrong", secret: "wrong"), 401, "webhook.unauthorized");
        await ApiHost.ReadAsync(SendAsync("next"), 202);

        Task<HttpResponseMessage> SendAsync(string id, string secret = Secret) =>
            host.Visitor().PostAsync($"api/webhook/{key}", new StringContent(AnAlert(id, secret)), TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/json") =>
        Host.Visitor()
            .PostAsync($"api/webhook/{path}", new StringContent(body, Encoding.UTF8, contentType), TestContext.Current.CancellationToken);

    private async Task<string> AStrategyAsync(string state = "active")
    {
        var key = $"hook-{Interlocked.Increment(ref _last)}";
        var sample = SampleStrategy.Create() with
        {
            Key = StrategyKey.Parse(key),
            State = Enum.Parse<StrategyState>(state, ignoreCase: true)
        };
        await Host.Service<IStrategyStore>()
            .SaveAsync(sample, Secrets.Hash(Secret), DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        return key;
    }

    private static string AnAlert(string id, string? secret = Secret, string more = "") =>
        $"{{{(secret is null ? "" : $"\"secret\":\"{secret}\",")}\"id\":\"{id}\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"buy\"{more}}}";

    private static string WithoutTrace(JsonObject problem)
    {
        var copy = problem.DeepClone().AsObject();
        copy.Remove("traceId");
        return copy.ToJsonString();
    }
}
