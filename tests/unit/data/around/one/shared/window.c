#include <windows.h>
int Window(void)
{
    return 1;
}
