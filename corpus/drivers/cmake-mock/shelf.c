#include <ntddk.h>

#include "shelf.h"

void ShelfFree(void *Block)
{
    ExFreePoolWithTag(Block, SHELF_TAG);
}
