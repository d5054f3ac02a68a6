using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>How another service writes its alerts: how to tell them by their marks, and what they say in our own fields.</summary>
internal interface IAlertFormat
{
    AlertFormat Format { get; }

    /// <summary>The service's name, for sentences.</summary>
    string Name { get; }

    /// <summary>True when the message has this format's marks.</summary>
    /// <param name="body">The message.</param>
    /// <param name="strategy">Whose alert it is; null: of a strategy that does not exist.</param>
    bool Recognises(AlertBody body, Strategy? strategy);

    /// <summary>Of a message that has the marks, what it says.</summary>
    Translation Translate(AlertBody body, Strategy strategy);
}
