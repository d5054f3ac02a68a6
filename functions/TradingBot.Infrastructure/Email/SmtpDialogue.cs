using MailKit.Net.Smtp;
using MimeKit;

namespace TradingBot.Infrastructure.Email;

/// <summary>MailKit's client, which lets one refused recipient not keep the mail from the others.</summary>
internal sealed class SmtpDialogue : SmtpClient
{
    private readonly List<string> _refusedRecipients = [];

    public IReadOnlyList<string> RefusedRecipients => _refusedRecipients;

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _refusedRecipients.Add($"{mailbox.Address} ({(int)response.StatusCode})");

    protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new SmtpCommandException(
        SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, $"no recipient is accepted: {string.Join("; ", _refusedRecipients)}");
}
