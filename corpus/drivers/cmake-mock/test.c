#include "shelf.h"

int main(void)
{
    ShelfFree(0);
    return 0;
}
