namespace TradingBot.PaperExchange.Options;

/// <summary>How an option's price answers to its underlying, to volatility and to time; shown to clients, never booked.</summary>
internal sealed record Greeks(double Delta, double Gamma, double Vega, double Theta);
