using Microsoft.AspNetCore.Http;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Streams;

/// <summary>The socket that a path names. Category is set on public ones only.</summary>
internal sealed record StreamAddress(string Path, StreamKind Kind, Category? Category, TimeSpan MaxIdle)
{
    private static readonly TimeSpan DefaultIdle = TimeSpan.FromMinutes(10);

    public static StreamAddress? Find(HttpRequest request)
    {
        var path = request.Path.ToString();
        return path switch
        {
            "/v5/private" => new StreamAddress(path, StreamKind.Private, null, IdleOf(request)),
            "/v5/trade" => new StreamAddress(path, StreamKind.Trade, null, IdleOf(request)),
            _ when path.StartsWith("/v5/public/", StringComparison.Ordinal)
                && CategoryNames.Parse(path["/v5/public/".Length..]) is { } category =>
                new StreamAddress(path, StreamKind.Public, category, DefaultIdle),
            _ => null,
        };
    }

    /// <summary>max_active_time as 30s to 600s or 1m to 10m; anything else is the default.</summary>
    private static TimeSpan IdleOf(HttpRequest request)
    {
        var text = request.Query["max_active_time"].ToString();
        if (text.Length < 2 || !int.TryParse(text[..^1], out var amount))
            return DefaultIdle;
        var asked = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(amount),
            'm' => TimeSpan.FromMinutes(amount),
            _ => DefaultIdle,
        };
        return asked >= TimeSpan.FromSeconds(30) && asked <= DefaultIdle ? asked : DefaultIdle;
    }
}
