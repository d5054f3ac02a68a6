using System.Text;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Email;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Email;

public sealed class SmtpEmailSenderTests : IAsyncDisposable
{
    private const string Password = "correct-horse";
    private static readonly EmailMessage Message = new(
        Guid.Parse("00000000-0000-0000-0000-00000000000a"), "Opened", "Plain.", "<p>Rich.</p>");

    private readonly SmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Mail_carries_both_forms_and_an_id_that_stays()
    {
        Assert.IsType<EmailOutcome.Sent>(await SendAsync());

        var mail = Assert.Single(_server.Mails);
        Assert.Contains("Message-Id: <0000000000000000000000000000000a@example.com>", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Plain.", mail, StringComparison.Ordinal);
        Assert.Contains("<p>Rich.</p>", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_mail_is_refused_and_a_busy_server_is_not()
    {
        _server.AnswerToData = "554 spam";
        Assert.IsType<EmailOutcome.Refused>(await SendAsync());
        _server.AnswerToData = "451 later";
        Assert.IsType<EmailOutcome.Failed>(await SendAsync());
    }

    [Fact]
    public async Task One_unknown_recipient_does_not_keep_the_mail_from_the_other()
    {
        _server.UnknownRecipient = "two@example.com";
        var sent = Assert.IsType<EmailOutcome.Sent>(await SendAsync());
        Assert.Contains("two@example.com", sent.Caution, StringComparison.Ordinal);
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task Server_that_repeats_the_password_does_not_make_us_repeat_it()
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0bot\0{Password}"));
        _server.AnswerToAuth = $"535 no: {Password} {encoded}";

        var failed = Assert.IsType<EmailOutcome.Failed>(await SendAsync());

        Assert.Contains("Email:Smtp:Password", failed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(encoded, failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_without_encryption_gets_neither_password_nor_mail()
    {
        Assert.IsType<EmailOutcome.Failed>(await SendAsync(SmtpSecurity.StartTls));
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task Server_that_is_not_there_is_worth_another_attempt()
    {
        var port = _server.Port;
        await _server.DisposeAsync();
        Assert.IsType<EmailOutcome.Failed>(await SendAsync(port: port));
    }

    private Task<EmailOutcome> SendAsync(SmtpSecurity security = SmtpSecurity.None, int? port = null)
    {
        var options = new EmailOptions
        {
            Provider = EmailProvider.Smtp,
            From = "bot@example.com",
            To = "one@example.com, two@example.com",
            Smtp = new SmtpOptions { Host = "127.0.0.1", Port = port ?? _server.Port, User = "bot", Password = Password, Security = security },
        };
        return new SmtpEmailSender(options, TimeProvider.System).SendAsync(Message, TestContext.Current.CancellationToken);
    }
}
