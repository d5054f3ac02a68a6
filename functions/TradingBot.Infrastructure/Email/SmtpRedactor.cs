using System.Text;

namespace TradingBot.Infrastructure.Email;

/// <summary>Takes the password, plain and as SMTP encodes it, out of what a server or a library says, and keeps the rest short.</summary>
internal sealed class SmtpRedactor(SmtpOptions options)
{
    private const string Mask = "***";
    private const int Longest = 500;

    private readonly IReadOnlyList<string> _secrets = options.Password is not { Length: > 0 } password
        ? []
        : [password, Base64(password), Base64($"\0{options.User}\0{password}")];

    public string Clean(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        text = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return text.Length <= Longest ? text : text[..Longest];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
