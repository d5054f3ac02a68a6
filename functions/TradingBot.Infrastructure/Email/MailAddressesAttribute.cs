using System.ComponentModel.DataAnnotations;

namespace TradingBot.Infrastructure.Email;

/// <summary>One e-mail address, or up to so many separated by commas; each may carry a name: <c>Bot &lt;bot@example.com&gt;</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MailAddressesAttribute(int most) : ValidationAttribute
{
    public int Most => most;

    public override bool IsValid(object? value)
    {
        var texts = most == 1 ? [value as string ?? ""] : MailAddresses.Split(value as string);
        return texts.Count <= most && texts.All(static text => MailAddresses.Parse(text) is not null);
    }
}
