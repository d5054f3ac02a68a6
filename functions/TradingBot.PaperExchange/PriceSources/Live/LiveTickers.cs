using System.Globalization;
using System.Net;
using System.Text.Json;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.PriceSources.Live;

/// <summary>Reads public tickers of Bybit. A failure is a sentence, for the caller goes on without them.</summary>
internal sealed class LiveTickers(HttpClient http)
{
    public async Task<LiveAnswer> ReadAsync(Instrument instrument, CancellationToken token)
    {
        var path = $"v5/market/tickers?category={instrument.Category.Wire()}&symbol={instrument.Symbol}";
        try
        {
            using var response = await http.GetAsync(path, token);
            if (response.StatusCode != HttpStatusCode.OK)
                return new LiveAnswer.Failed(
                    $"HTTP {(int)response.StatusCode}", response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests);
            await using var body = await response.Content.ReadAsStreamAsync(token);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: token);
            return Read(document.RootElement);
        }
        catch (HttpRequestException fault)
        {
            return new LiveAnswer.Failed(fault.Message, IsBan: false);
        }
        catch (JsonException)
        {
            return new LiveAnswer.Failed("the answer is not JSON", IsBan: false);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new LiveAnswer.Failed("no answer in time", IsBan: false);
        }
    }

    private static LiveAnswer Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("retCode", out var code) || !code.TryGetInt32(out var retCode))
            return new LiveAnswer.Failed("the answer has no retCode", IsBan: false);
        if (retCode != 0)
            return new LiveAnswer.Failed($"retCode {retCode}", IsBan: retCode is 10006 or 10018);
        return root.TryGetProperty("time", out var time) && time.TryGetInt64(out var stamp)
            && root.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
            && result.TryGetProperty("list", out var list) && list.ValueKind == JsonValueKind.Array
            && list.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } row
            && row.TryGetProperty("lastPrice", out var text) && text.ValueKind == JsonValueKind.String
            && decimal.TryParse(text.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price > 0
            ? new LiveAnswer.Priced(price, stamp)
            : new LiveAnswer.Failed("the answer holds no price", IsBan: false);
    }
}
