/* Undoing, for the failing paths of the entry and for the unload routine. */
#include "stock.h"

STOCK Stock;

VOID StockEmpty(VOID)
{
    if (Stock.Index != NULL) {
        ExFreePoolWithTag(Stock.Index, POOL_TAG);
        Stock.Index = NULL;
    }
    if (Stock.Shelf != NULL) {
        ExFreePoolWithTag(Stock.Shelf, POOL_TAG);
        Stock.Shelf = NULL;
    }
}
