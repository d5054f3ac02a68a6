using TradingBot.Core.Foundation;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// Tells by its marks in whose format a message is written. One that has the marks of two services is nobody's: what the one means by a
/// word the other may mean otherwise.
/// </summary>
internal static class AlertFormats
{
    private static readonly IAlertFormat[] Read =
    [
        new TradersPostFormat(),
        new ThreeCommasFormat(),
        new OkxFormat(),
        new WunderTradingFormat(),
        new AlertatronFormat(),
        new PineConnectorFormat(),
    ];

    // Known, so that nothing of theirs is taken for another's, and not read.
    private static readonly (string Name, Func<AlertBody, bool> HasMarks)[] Unread =
    [
        ("TV-Hub", static body => body.IsForeignWith("isBuy", "pair")),
        ("Tickerly", static body => body.IsForeignWith("prev_position")),
        ("PickMyTrade", static body => body.IsForeignWith("data", "date")),
    ];

    /// <summary>The format of the message; null when it is our own, or none that is known.</summary>
    public static ForeignMessage? Find(AlertBody body, Strategy? strategy)
    {
        List<ForeignMessage> found =
        [
            .. Read.Where(format => format.Recognises(body, strategy)).Select(static format => new ForeignMessage(format.Name, format)),
            .. Unread.Where(service => service.HasMarks(body)).Select(static service => new ForeignMessage(service.Name, null)),
        ];
        return found switch
        {
            [] => null,
            [var only] => only,
            _ => new ForeignMessage(string.Join(" and ", found.Select(static message => message.Name)), null) { IsMixed = true },
        };
    }

    /// <summary>What the message says, or why it is not read.</summary>
    public static Translation Translate(ForeignMessage message, AlertBody body, Strategy strategy)
    {
        if (message.IsMixed)
            return new Translation.Unclear($"This has the marks of {message.Name} at once; send the message of one of them.");
        if (message.Format is not { } format)
        {
            return new Translation.Unclear(
                $"This looks like {message.WithArticle} message, which the bot does not read; send it in its own format.");
        }

        var word = EnumNames.Write(format.Format);
        return strategy.Formats.Contains(format.Format)
            ? format.Translate(body, strategy)
            : new Translation.Unclear(
                $"This looks like {message.WithArticle} message, which is not switched on for this strategy: add \"{word}\" to its "
                + "formats, or send the bot's own format.");
    }
}
