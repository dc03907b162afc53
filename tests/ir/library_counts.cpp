#include <ntddk.h>
#include <iterator>
#include <new>

static PVOID Tiles[3];

void test()
{
    for (size_t i = 0; i < std::size(Tiles); i++)
        Tiles[i] = std::launder(Tiles[0]);
}
