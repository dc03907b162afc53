#pragma once

#define SHELF_TAG 'flhS'

void ShelfFree(void *Block);
