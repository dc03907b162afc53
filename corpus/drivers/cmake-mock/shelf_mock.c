#include "shelf.h"

static unsigned Freed;

void ShelfFree(void *Block)
{
    Freed += Block != 0;
}
