driver.sys: main.c
	cc -DPOOL_NX_OPTIN main.c
