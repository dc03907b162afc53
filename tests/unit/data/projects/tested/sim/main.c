#include "sim.h"

int main(void)
{
    return DriverEntry(0, 0);
}
