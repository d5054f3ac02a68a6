using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using TradingBot.Core.Notifications;

namespace TradingBot.Infrastructure.Email;

/// <summary>Sends through any SMTP server, with a connection of its own for each mail: they are few.</summary>
internal sealed class SmtpEmailSender(EmailOptions options, TimeProvider time) : IEmailSender
{
    private const int TimeoutMilliseconds = 30_000;

    private readonly SmtpRedactor _redactor = new(options.Smtp);

    public async Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken token)
    {
        using var client = new SmtpDialogue { Timeout = TimeoutMilliseconds };
        try
        {
            await client.ConnectAsync(options.Smtp.Host, options.Smtp.PortInUse, SecurityOf(options.Smtp.Security), token);
            if (options.Smtp is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, token);
            using var mail = Compose(message);
            var answer = await client.SendAsync(mail, token);
            await LeaveAsync(client, token);
            var caution = client.RefusedRecipients.Count == 0
                ? null
                : $"Refused by the mail server: {string.Join("; ", client.RefusedRecipients)}";
            return new EmailOutcome.Sent(_redactor.Clean(answer), caution is null ? null : _redactor.Clean(caution));
        }
        catch (SmtpCommandException refusal) when (IsForGood(refusal))
        {
            return new EmailOutcome.Refused(
                _redactor.Clean($"The mail server refused the mail: {(int)refusal.StatusCode} {refusal.Message}"));
        }
        catch (AuthenticationException refusal)
        {
            return new EmailOutcome.Failed(
                _redactor.Clean($"The mail server refused the sign-in; check Email:Smtp:User and Email:Smtp:Password. {refusal.Message}"));
        }
        catch (SslHandshakeException fault)
        {
            return new EmailOutcome.Failed(_redactor.Clean(
                $"No encrypted connection to the mail server; check Email:Smtp:Port and Email:Smtp:Security. {fault.Message}"));
        }
        catch (NotSupportedException fault)
        {
            return new EmailOutcome.Failed(_redactor.Clean(
                $"The mail server cannot do what is asked; check Email:Smtp:Security and Email:Smtp:User. {fault.Message}"));
        }
        catch (Exception fault) when (fault is CommandException or ProtocolException or SocketException or IOException or TimeoutException)
        {
            return new EmailOutcome.Failed(
                _redactor.Clean($"The mail server could not be reached or did not answer as expected: {fault.Message}"));
        }
    }

    private MimeMessage Compose(EmailMessage message)
    {
        var mail = new MimeMessage { Subject = message.Subject, Date = time.GetUtcNow() };
        mail.From.Add(new MailboxAddress(options.Sender!.DisplayName, options.Sender.Address));
        mail.To.AddRange(options.Recipients.Select(static to => new MailboxAddress(to.DisplayName, to.Address)));
        // The same mail sent again is the same message to a mailbox that looks.
        mail.MessageId = $"{message.Id:N}@{options.Sender.Host}";
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Body = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html }.ToMessageBody();
        return mail;
    }

    private static async Task LeaveAsync(SmtpDialogue client, CancellationToken token)
    {
        try
        {
            await client.DisconnectAsync(quit: true, token);
        }
        catch (Exception fault) when (fault
            is CommandException or ProtocolException or SocketException or IOException or OperationCanceledException)
        {
            // The mail has been accepted; a failed goodbye changes nothing about that.
        }
    }

    // 5xx about this mail. 4xx and anything about the connection or the sign-in may be otherwise next time.
    private static bool IsForGood(SmtpCommandException refusal) =>
        (int)refusal.StatusCode is >= 500 and < 600
        && refusal.ErrorCode is SmtpErrorCode.MessageNotAccepted or SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.SenderNotAccepted;

    private static SecureSocketOptions SecurityOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new InvalidOperationException($"Unknown security {security}."),
    };
}
