using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Account;

/// <summary>The unified account's money.</summary>
internal sealed class WalletReader(BybitReader reader)
{
    public async Task<ExchangeResult<AccountBalance>> GetAsync(CancellationToken token)
    {
        var answer = await reader.ReadAsync(
            Endpoints.Wallet, category: null, Query.Of("accountType", "UNIFIED"), BybitJson.Default.WirePageWireWallet, token);
        return answer.Map(static read => read.Value.List is { Count: > 0 } list
            ? list[0].ToBalance()
            : throw new WireFormatException("Bybit shows no unified account for this key."));
    }
}
