using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Functions.Api.Operations;
using TradingBot.Infrastructure.Email;
using TradingBot.Infrastructure.Postgres;
using TradingBot.TestKit;
using TradingBot.Trading.Notifications;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Tests.Notifications;

/// <summary>The way from notice to mailbox as the bot wires it, over a real ledger, with a clock that the test moves.</summary>
internal sealed class MailFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public MailFixture(
        NpgsqlDataSource ledger, FakeTimeProvider time, IEmailSender? instead = null, params (string Key, string Value)[] settings)
    {
        Time = time;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddSingleton(ledger).AddPostgresLedger();
        services.AddSingleton(new Installation(TradedExchange.Paper, WebhookBase: null)).AddEmail(configuration).AddNotifications();
        if (instead is not null)
            services.AddSingleton(instead);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    public INotificationStore Notices => _services.GetRequiredService<INotificationStore>();

    public INotificationOutbox Outbox => _services.GetRequiredService<INotificationOutbox>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Settings for a mail server on this machine.</summary>
    public static (string Key, string Value)[] Through(SmtpServer server, params (string Key, string Value)[] more) =>
    [
        ("Email:Provider", "Smtp"), ("Email:From", "bot@example.com"), ("Email:To", "trader@example.com"), ("Email:Smtp:Host", "127.0.0.1"),
        ("Email:Smtp:Port", $"{server.Port}"), ("Email:Smtp:Security", "None"), .. more,
    ];

    public Task RunAsync() => RunUntilAsync(Token);

    public Task RunUntilAsync(CancellationToken token) => _services.GetRequiredService<NotificationDispatcher>().RunAsync(token);

    public Task RunAfterAsync(TimeSpan pause)
    {
        Time.Advance(pause);
        return RunAsync();
    }

    public Task TellAsync(Severity severity, string subject, string body = "Body.") =>
        Notices.NotifyAsync(new Notification(severity, "test", subject, body), Time.GetUtcNow(), Token);

    /// <summary>What became of each notice, oldest first.</summary>
    public async Task<List<Delivery>> DeliveriesAsync() =>
        [.. (await Notices.ListAsync(new PageRequest(), Token)).Items.Reverse().Select(static record => record.Delivery)];

    public Task<HealthCheck> HealthAsync() => _services.GetRequiredService<IHealthProbe>().CheckAsync(Token);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
