#include "stdafx.h"

int _tmain(int argc, _TCHAR *argv[])
{
    return argc;
}
