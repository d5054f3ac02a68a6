using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TradingBot.Core.Ledger;
using TradingBot.Core.Ports;
using TradingBot.Functions.Api;
using TradingBot.Functions.Contracts;
using TradingBot.Functions.Notifications;
using TradingBot.Infrastructure.Email;
using TradingBot.Infrastructure.Postgres;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Notifications;

/// <summary>The way from notice to mailbox as the bot wires it, over a real ledger, with a clock that the test moves.</summary>
internal sealed class Post : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Post(NpgsqlDataSource ledger, FakeTimeProvider time, IEmailSender? instead = null, params (string Key, string Value)[] settings)
    {
        Time = time;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddSingleton(ledger).AddPostgresLedger();
        services.AddSingleton(Installation.From(configuration)).AddEmail(configuration).AddNotifications();
        if (instead is not null)
            services.AddSingleton(instead);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    public INoticeBoard Board => _services.GetRequiredService<INoticeBoard>();

    public INotificationOutbox Outbox => _services.GetRequiredService<INotificationOutbox>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Settings for a mail server on this machine.</summary>
    public static (string Key, string Value)[] Through(SmtpServer server, params (string Key, string Value)[] more) =>
    [
        ("Email:Provider", "Smtp"), ("Email:From", "bot@example.com"), ("Email:To", "trader@example.com"), ("Email:Smtp:Host", "127.0.0.1"),
        ("Email:Smtp:Port", $"{server.Port}"), ("Email:Smtp:Security", "None"), .. more,
    ];

    public Task RunAsync() => _services.GetRequiredService<NotificationDesk>().RunAsync(Token);

    public Task RunAfterAsync(TimeSpan pause)
    {
        Time.Advance(pause);
        return RunAsync();
    }

    public Task TellAsync(Severity severity, string subject, string body = "Body.") =>
        Board.NotifyAsync(new Notification(severity, "test", subject, body), Time.GetUtcNow(), Token);

    /// <summary>What became of each notice, oldest first.</summary>
    public async Task<List<Delivery>> DeliveriesAsync() =>
        [.. (await Board.ListNotificationsAsync(new PageRequest(), Token)).Items.Reverse().Select(static record => record.Delivery)];

    public Task<HealthCheck> HealthAsync() => _services.GetRequiredService<IHealthProbe>().CheckAsync(Token);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
