using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Account;

/// <summary>The account's kind, and every line the exchange wrote into its book.</summary>
internal sealed class AccountReader(BybitReader reader, TimeWindows windows)
{
    public async Task<ExchangeResult<AccountInfo>> GetInfoAsync(CancellationToken token)
    {
        var answer = await reader.ReadAsync(Endpoints.AccountInfo, category: null, Query.Empty, BybitJson.Default.WireAccountInfo, token);
        return answer.Map(static read => new AccountInfo(read.Value.UnifiedMarginStatus is >= 3, ToMode(read.Value.MarginMode)));
    }

    public async Task<ExchangeResult<IReadOnlyList<AccountTransaction>>> GetTransactionsAsync(DateTimeOffset since, CancellationToken token)
    {
        var query = Query.Of("accountType", "UNIFIED").With("limit", 50);
        var rows = await reader.ReadPagesAsync(
            Endpoints.Transactions, category: null, windows.SplitToNow(query, since), BybitJson.Default.WirePageWireTransaction, token);
        // Bybit sends newest first, window by window; its ids are not unique, so equal rows are told apart by nothing else.
        return rows.Map(
            static all => (IReadOnlyList<AccountTransaction>)[.. all.Reverse().Select(ToTransaction).OrderBy(static line => line.At)]);
    }

    private static MarginMode ToMode(string? text) => text switch
    {
        "ISOLATED_MARGIN" => MarginMode.Isolated,
        "REGULAR_MARGIN" => MarginMode.Cross,
        "PORTFOLIO_MARGIN" => MarginMode.Portfolio,
        _ => MarginMode.Unknown,
    };

    private static AccountTransaction ToTransaction(WireTransaction row) => new()
    {
        Type = WireValue.Word(row.Type) ?? "Unknown",
        Currency = WireValue.Required(row.Currency, "currency"),
        Category = WireValue.CategoryOf(row.Category),
        Symbol = Symbol.TryParse(row.Symbol, out var symbol) ? symbol : null,
        Change = WireValue.Required(row.Change, "change"),
        CashFlow = row.CashFlow ?? 0m,
        Funding = row.Funding ?? 0m,
        Fee = row.Fee ?? 0m,
        Balance = WireValue.Required(row.CashBalance, "cashBalance"),
        ExecId = WireValue.Word(row.TradeId),
        ExchangeOrderId = WireValue.Word(row.OrderId),
        LinkId = WireValue.Word(row.OrderLinkId),
        At = WireValue.Time(row.TransactionTime, "transactionTime"),
    };
}
